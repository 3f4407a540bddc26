# One image per service: docker build --build-arg SERVICE=ingest-gateway .
FROM eclipse-temurin:17-jdk AS build
ARG SERVICE
WORKDIR /src
COPY . .
RUN --mount=type=cache,target=/root/.m2 \
    ./mvnw -q -DskipTests -pl "${SERVICE}" -am package \
 && mv "${SERVICE}/target/${SERVICE}-exec.jar" /service.jar \
 && java -Djarmode=tools -jar /service.jar extract --layers --destination /layers

FROM eclipse-temurin:17-jre
RUN apt-get update \
 && apt-get install -y --no-install-recommends curl \
 && rm -rf /var/lib/apt/lists/* \
 && useradd --system --create-home --home-dir /sluice --uid 10001 sluice \
 && mkdir /sluice/data && chown sluice /sluice/data
WORKDIR /sluice
# From what changes least to what changes most.
COPY --from=build /layers/dependencies/ ./
COPY --from=build /layers/spring-boot-loader/ ./
COPY --from=build /layers/snapshot-dependencies/ ./
COPY --from=build /layers/application/ ./
USER sluice
ENTRYPOINT ["java", "-XX:MaxRAMPercentage=60", "-jar", "service.jar"]
