package dev.sluice.objects.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.sluice.objects.columnar.Codec;
import dev.sluice.objects.export.ExportFormat;
import dev.sluice.runtime.settings.InvalidSettingsException;
import dev.sluice.runtime.settings.Settings;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ObjectStorePropertiesTest {
    @Test
    void shouldExportNothingUnlessAsked() {
        ObjectStoreProperties properties = ObjectStoreProperties.read(new Settings(Map.of()));

        assertThat(properties.export()).isNull();
        assertThat(properties.exportSettings().formats()).containsExactly(ExportFormat.values());
    }

    @Test
    void shouldReadWhatIsGiven() {
        ObjectStoreProperties properties = ObjectStoreProperties.read(new Settings(Map.of(
                "objects.export", "s3://bucket/lake/",
                "objects.export-formats", "result, parquet,parquet",
                "objects.export-codec", "Snappy",
                "objects.s3-endpoint", "http://localhost:9000",
                "objects.s3-path-style", "true")));

        assertThat(properties.export()).hasToString("s3://bucket/lake/");
        assertThat(properties.exportSettings().formats()).containsExactly(ExportFormat.PARQUET, ExportFormat.RESULT);
        assertThat(properties.exportSettings().codec()).isEqualTo(Codec.SNAPPY);
        assertThat(properties.s3().endpoint()).hasToString("http://localhost:9000");
        assertThat(properties.s3().pathStyle()).isTrue();
    }

    @Test
    void shouldReportAllFaultsAtOnce() {
        Settings settings = new Settings(Map.of(
                "objects.export", "gs://bucket",
                "objects.export-formats", "parquet,csv",
                "objects.export-codec", "lzo",
                "objects.export-key", "{filename}",
                "objects.s3-path-style", "maybe"));

        assertThatExceptionOfType(InvalidSettingsException.class)
                .isThrownBy(() -> settings.verify(ObjectStoreProperties::read))
                .withMessageContaining("sluice.objects.export: expected s3://BUCKET/PREFIX/ or the path of a directory")
                .withMessageContaining("sluice.objects.export-formats: expected some of parquet,avro,rejects,result")
                .withMessageContaining("sluice.objects.export-codec: expected one of the codecs")
                .withMessageContaining("sluice.objects.export-key: expected a key of letters")
                .withMessageContaining("sluice.objects.s3-path-style: expected true or false");
    }
}
