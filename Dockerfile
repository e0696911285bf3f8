# The same package as npm's, on Node without a shell, not as root.
#   docker build -t bedrock-doctor . && docker run --rm -e AWS_REGION -v ~/.aws:/home/nonroot/.aws:ro bedrock-doctor callers
# The journal that undo reads is in /home/nonroot/.local/state: mount it where fix is run.
FROM node:22-slim AS build
WORKDIR /src
COPY package.json package-lock.json ./
RUN npm ci --ignore-scripts --no-audit --no-fund
COPY . .
RUN mkdir /packed /app \
 && npm pack --silent --pack-destination /packed \
 && npm install --prefix /app --no-audit --no-fund --ignore-scripts --offline /packed/*.tgz

FROM gcr.io/distroless/nodejs22-debian12:nonroot
COPY --from=build --chown=0:0 /app/node_modules/bedrock-doctor /opt/bedrock-doctor
USER nonroot
WORKDIR /home/nonroot
ENTRYPOINT ["/nodejs/bin/node", "/opt/bedrock-doctor/bin/bedrock-doctor.js"]
CMD ["--help"]
