from hypothesis import given
from hypothesis import strategies as st

from service.domain.naming import is_id, site_id, source_id
from service.domain.urls import Url

hosts = st.from_regex(r"[a-z0-9]{1,20}(\.[a-z0-9-]{1,20}){0,4}(:[1-9][0-9]{0,3})?", fullmatch=True)
rests = st.text(max_size=120)


@given(host=hosts, rest=rests)
def test_every_address_has_ids(host: str, rest: str) -> None:
    url = Url.parse(f"https://{host}/{rest}")
    assert is_id(site_id(url))
    assert is_id(source_id(url))


@given(host=hosts, rest=rests)
def test_two_addresses_of_one_page_have_one_id(host: str, rest: str) -> None:
    plain = host.partition(":")[0]
    secure, clear = Url.parse(f"https://{plain}/{rest}"), Url.parse(f"http://{plain}/{rest}")
    assert source_id(secure) == source_id(clear)
    assert source_id(secure).startswith(site_id(secure)[:70])
