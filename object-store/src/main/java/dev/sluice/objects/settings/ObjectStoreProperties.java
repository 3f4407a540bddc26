package dev.sluice.objects.settings;

import dev.sluice.objects.columnar.Codec;
import dev.sluice.objects.export.ExportFormat;
import dev.sluice.objects.export.ExportSettings;
import dev.sluice.objects.export.KeyTemplate;
import dev.sluice.objects.store.ObjectLocation;
import dev.sluice.objects.store.S3Options;
import dev.sluice.runtime.settings.DatasetSettings;
import dev.sluice.runtime.settings.Settings;
import dev.sluice.runtime.settings.TopicSettings;
import dev.sluice.schemas.topic.Topics;
import dev.sluice.tabular.dataset.shipped.Datasets;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The object store's settings, {@code sluice.objects.*}.
 *
 * @param topics the topics of all services
 * @param datasets the known datasets
 * @param export where ended files are exported to, or null if they aren't
 * @param exportSettings what is exported
 * @param exportThreads the number of files that are exported at once
 * @param exportRetry how long a file is tried again while the store doesn't answer
 * @param s3 how S3 is reached
 */
public record ObjectStoreProperties(
        Topics topics,
        Datasets datasets,
        @Nullable ObjectLocation export,
        ExportSettings exportSettings,
        int exportThreads,
        Duration exportRetry,
        S3Options s3) {
    private static final String ANY = "(?s).*";
    private static final String FORMATS = "parquet,avro,rejects,result";
    private static final String CODEC = "zstd";
    private static final String KEY = "{dataset}/{yyyy}/{mm}/{dd}/{file_id}";

    /** Reads {@code sluice.objects.*, sluice.topics.*} and {@code sluice.datasets.*}. */
    public static ObjectStoreProperties read(Settings settings) {
        Topics topics = TopicSettings.read(settings);
        String export = settings.text(
                "objects.export",
                "",
                ANY,
                "s3://BUCKET/PREFIX/ or the path of a directory; empty: nothing is exported");
        List<ExportFormat> formats = parsed(
                settings, "objects.export-formats", FORMATS, "some of " + ExportFormat.names(), ExportFormat::parse);
        Codec codec = parsed(settings, "objects.export-codec", CODEC, "zstd, snappy, gzip or none", Codec::of);
        KeyTemplate key = parsed(settings, "objects.export-key", KEY, "a template with {file_id}", KeyTemplate::parse);
        String endpoint =
                settings.text("objects.s3-endpoint", "", "(https?://.+)?", "an HTTP address; empty: Amazon's");
        String region =
                settings.text("objects.s3-region", "", "[a-z0-9-]*", "a region; empty: that of the environment");
        boolean pathStyle = settings.text("objects.s3-path-style", "false", "true|false", "true or false")
                .equals("true");
        return new ObjectStoreProperties(
                topics,
                DatasetSettings.read(settings),
                export.isEmpty() ? null : location(settings, export),
                new ExportSettings(formats, codec, key),
                settings.integer("objects.export-threads", 2, 1, 64),
                settings.duration(
                        "objects.export-retry", Duration.ofHours(1), Duration.ofSeconds(1), Duration.ofDays(7)),
                new S3Options(
                        endpoint.isEmpty() ? null : URI.create(endpoint), region.isEmpty() ? null : region, pathStyle));
    }

    private static <T> T parsed(
            Settings settings, String name, String defaultText, String expected, Function<String, T> parser) {
        String text = settings.text(name, defaultText, ANY, expected);
        try {
            return parser.apply(text);
        } catch (IllegalArgumentException e) {
            settings.fault("sluice." + name + ": " + e.getMessage());
            return parser.apply(defaultText);
        }
    }

    private static @Nullable ObjectLocation location(Settings settings, String text) {
        try {
            return ObjectLocation.parse(text);
        } catch (IllegalArgumentException e) {
            settings.fault("sluice.objects.export: " + e.getMessage());
            return null;
        }
    }
}
