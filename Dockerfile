# Server, worker and pages in one image; docker-compose.yml says which of them a container is.
FROM python:3.11-slim-bookworm
ENV PIP_NO_CACHE_DIR=1 DO_NOT_TRACK=1 PREFECT_SERVER_ANALYTICS_ENABLED=false HF_HUB_OFFLINE=1 \
    PALERMO_ROOT=/opt/palermo PALERMO_HOME=/var/lib/palermo PREFECT_HOME=/var/lib/palermo/prefect
WORKDIR /opt/palermo
COPY . .
RUN pip install --constraint constraints.txt --editable ".[scale]" && useradd --system --home /var/lib/palermo palermo \
    && install --directory --owner palermo /var/lib/palermo
USER palermo
EXPOSE 8017 4200
CMD ["palermo", "serve", "--host", "0.0.0.0"]
