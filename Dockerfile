# docker build -t noticewire . && docker run -p 8765:8765 -v noticewire:/data noticewire
ARG BASE=python:3.11-slim-bookworm

FROM ${BASE} AS build
RUN python -m venv /opt/noticewire && /opt/noticewire/bin/pip install --no-cache-dir --quiet --upgrade 'pip>=25'
WORKDIR /src
# The dependencies first: they change less often than the code, and this layer is kept then.
COPY pyproject.toml ./
RUN mkdir service && touch service/__init__.py README.md \
    && /opt/noticewire/bin/pip install --no-cache-dir --quiet '.[workers]' \
    && rm -rf service build *.egg-info
COPY README.md LICENSE ./
COPY service ./service
RUN /opt/noticewire/bin/pip install --no-cache-dir --quiet --no-deps --force-reinstall .

FROM ${BASE}
LABEL org.opencontainers.image.title="noticewire" \
      org.opencontainers.image.description="Feeds, mail and webhooks for sites that have no feed" \
      org.opencontainers.image.licenses="MIT"
RUN useradd --system --uid 10001 --home-dir /data --shell /usr/sbin/nologin noticewire \
    && install -d -o noticewire -g noticewire /data
COPY --from=build /opt/noticewire /opt/noticewire
ENV PATH=/opt/noticewire/bin:$PATH \
    PYTHONUNBUFFERED=1
USER noticewire
WORKDIR /data
VOLUME /data
EXPOSE 8765 8766
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=30s --timeout=5s --start-period=20s --retries=3 \
    CMD ["python", "-c", "import urllib.request; urllib.request.urlopen('http://127.0.0.1:8765/healthz', timeout=4)"]
# A config.toml in /data is used when there is one; without it the demo site is shown.
ENTRYPOINT ["noticewire"]
CMD ["run", "--host", "0.0.0.0"]
