from service.web.body import page_body


def shown(body: str) -> str:
    return str(page_body(body, {"Table": "表格", "Picture": "图片"}.__getitem__))


def test_pictures_of_other_hosts_become_links() -> None:
    made = shown('<p><img src="https://x.example/a.jpg" alt="会场 & 代表"></p>')
    assert "<img" not in made
    assert (
        '<a class="picture out" href="https://x.example/a.jpg" rel="noreferrer">图片: 会场 &amp; 代表</a>' in made
    )


def test_a_picture_inside_a_link_makes_no_second_link() -> None:
    made = shown('<a href="https://x.example/big.jpg"><img src="https://x.example/a.jpg"></a>')
    assert made == ('<a href="https://x.example/big.jpg" rel="noreferrer"><span class="picture">图片</span></a>')


def test_headings_stand_in_order_below_our_own() -> None:
    made = shown("<h4>一</h4><h6>（一）</h6><h6>（二）</h6><h4>二</h4><h1>三</h1><h2>（三）</h2>")
    assert made == "<h2>一</h2><h3>（一）</h3><h3>（二）</h3><h2>二</h2><h2>三</h2><h3>（三）</h3>"


def test_wide_tables_scroll_and_keep_their_spans() -> None:
    made = shown('<table border="1"><tr><td colspan="2" style="color:red">甲</td></tr></table>')
    assert made == (
        '<div class="wide" tabindex="0" role="group" aria-label="表格">'
        '<table><tr><td colspan="2">甲</td></tr></table></div>'
    )


def test_text_stays_text() -> None:
    assert shown("<p>1 &lt; 2 &amp;&amp; 3 &gt; 2</p>") == "<p>1 &lt; 2 &amp;&amp; 3 &gt; 2</p>"


def test_what_would_run_is_dropped_even_if_it_had_slipped_through() -> None:
    made = shown(
        '<p onclick="x()">a<script>alert("b")</script><iframe src="https://x.example"></iframe>'
        '<a href="javascript:alert(1)">c</a><a href=" JavaScript:x">d</a><form><input></form></p><base href="//x">'
        "<style>p{}</style><p>e</p>"
    )
    assert made == '<p>a<a rel="noreferrer">c</a><a rel="noreferrer">d</a></p><p>e</p>'
