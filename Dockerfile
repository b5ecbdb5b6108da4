# The same steps as `make setup` and `make run`. Data live in /var/lib/otklik: mount a volume there.
FROM python:3.13-slim AS built
WORKDIR /opt/otklik
COPY .ci/setup .ci/build.lock .ci/
COPY requirements.lock pyproject.toml README.md main.py ./
COPY core core
COPY bot bot
COPY webhooks webhooks
RUN .ci/setup
RUN .venv/bin/python -m compileall -q .venv/lib bot core webhooks main.py

FROM python:3.13-slim
RUN useradd --uid 10001 --home-dir /var/lib/otklik --create-home otklik
WORKDIR /opt/otklik
COPY --from=built /opt/otklik /opt/otklik
ENV PATH=/opt/otklik/.venv/bin:$PATH PYTHONUNBUFFERED=1 OTKLIK_HOST=0.0.0.0 OTKLIK_PORT=8000 OTKLIK_DATA_DIR=/var/lib/otklik
USER otklik
VOLUME /var/lib/otklik
EXPOSE 8000
HEALTHCHECK --interval=15s --timeout=5s --start-period=20s \
  CMD ["python", "-c", "import os, urllib.request; urllib.request.urlopen(f\"http://127.0.0.1:{os.environ['OTKLIK_PORT']}/health\", timeout=4)"]
STOPSIGNAL SIGTERM
CMD ["otklik", "run"]
