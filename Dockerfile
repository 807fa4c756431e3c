# Builds an image that answers questions over a folder of briefings, with no network at run time:
#   docker build -t briefbot .
#   docker run --rm -v "$PWD/briefings:/briefings:ro" briefbot ask "what did the two leaders agree?"
FROM python:3.11-slim AS build
WORKDIR /source
COPY pyproject.toml constraints.txt README.md LICENSE NOTICE ./
COPY bot bot
COPY index index
# For torch's CPU build, which is gigabytes smaller, name the index of CPU wheels that PyTorch's install page gives:
#   docker build --build-arg PIP_EXTRA_INDEX_URL=... -t briefbot .
ARG PIP_EXTRA_INDEX_URL=""
# What else it is to have, such as --build-arg EXTRAS=[milvus] for a shared index.
ARG EXTRAS=""
RUN python -m venv /venv && /venv/bin/pip install --no-cache-dir -c constraints.txt ".${EXTRAS}"
# The model is exported here, so that the first question in a container is as fast as any.
RUN mkdir /notes && echo "The image was built." > /notes/built.md \
    && BRIEFBOT_CACHE=/cache HF_HUB_OFFLINE=1 /venv/bin/briefbot index --briefings /notes --index /tmp/index

FROM python:3.11-slim
COPY --from=build /venv /venv
RUN useradd --create-home briefbot
COPY --from=build --chown=briefbot /cache /cache
USER briefbot
ENV PATH=/venv/bin:$PATH BRIEFBOT_BRIEFINGS=/briefings BRIEFBOT_CACHE=/cache HF_HUB_OFFLINE=1 PYTHONDONTWRITEBYTECODE=1
VOLUME ["/briefings"]
ENTRYPOINT ["briefbot"]
CMD ["--help"]
