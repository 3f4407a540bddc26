package dev.sluice.objects.columnar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.tabular.dataset.Dataset;
import dev.sluice.tabular.dataset.Field;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.avro.Schema;
import org.apache.avro.file.DataFileReader;
import org.apache.avro.generic.GenericRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AvroRowsTest {
    private static final Map<String, String> TYPES = Map.of(
            "string", "\"string\"",
            "datetime", "{\"type\":\"long\",\"logicalType\":\"timestamp-micros\"}",
            "date", "{\"type\":\"int\",\"logicalType\":\"date\"}",
            "time", "{\"type\":\"long\",\"logicalType\":\"time-micros\"}",
            "number", "\"double\"",
            "integer", "\"long\"",
            "year", "\"long\"",
            "boolean", "\"boolean\"",
            "list", "{\"type\":\"array\",\"items\":\"double\"}");

    @Test
    void shouldBeReadAsItWasWritten() throws Exception {
        for (long seed = 0; seed < 40; seed++) {
            Random random = new Random(seed);
            Dataset dataset = SampleDatasets.random(random);
            List<Object[]> rows = SampleRows.random(dataset, random.nextInt(300), random);
            Codec codec = Codec.values()[random.nextInt(Codec.values().length)];

            byte[] file = Written.avro(dataset, rows, codec);

            assertThat(AvroReader.rows(file, dataset))
                    .as("seed %d", seed)
                    .isEqualTo(rows.stream().map(SampleRows::expected).toList());
            assertThat(schema(file).getFields())
                    .as("seed %d", seed)
                    .extracting(field -> field.schema().toString())
                    .isEqualTo(dataset.fields().stream()
                            .map(field -> SampleRows.isRequired(field, dataset)
                                    ? TYPES.get(field.type())
                                    : "[\"null\"," + TYPES.get(field.type()) + "]")
                            .toList());
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    void shouldWriteFilesOfFewRows(int count) throws Exception {
        Dataset dataset = SampleDatasets.random(new Random(1));
        List<Object[]> rows = SampleRows.random(dataset, count, new Random(1));

        byte[] file = Written.avro(dataset, rows, Codec.ZSTD);

        assertThat(AvroReader.rows(file, dataset))
                .isEqualTo(rows.stream().map(SampleRows::expected).toList());
    }

    @Test
    void shouldWriteManyColumns() throws Exception {
        Dataset dataset = SampleDatasets.wide(500);
        List<Object[]> rows = SampleRows.random(dataset, 500, new Random(2));

        byte[] file = Written.avro(dataset, rows, Codec.ZSTD);

        assertThat(AvroReader.rows(file, dataset))
                .isEqualTo(rows.stream().map(SampleRows::expected).toList());
    }

    @ParameterizedTest
    @CsvSource({"ZSTD, zstandard", "SNAPPY, snappy", "GZIP, deflate", "NONE, null"})
    void shouldCompressWithTheCodec(Codec codec, String inAvro) throws Exception {
        byte[] file = Written.avro(SampleDatasets.readings(), List.of(), codec);

        try (DataFileReader<GenericRecord> reader = AvroReader.open(file)) {
            assertThat(reader.getMetaString("avro.codec")).isEqualTo(inAvro);
        }
    }

    @Test
    void shouldSayWhatItWasMadeOf() throws Exception {
        Dataset dataset = SampleDatasets.readings();

        byte[] file = Written.avro(dataset, List.of(), Codec.ZSTD);

        try (DataFileReader<GenericRecord> reader = AvroReader.open(file)) {
            Written.OBJECT.metadata(dataset).forEach((key, value) -> assertThat(reader.getMetaString(key))
                    .as(key)
                    .isEqualTo(value));
        }
        assertThat(schema(file).getFullName()).isEqualTo("sluice.sample_data");
        assertThat(schema(file).getDoc()).isEqualTo("Sämple \"data\"");
    }

    @Test
    void shouldKeepTheNamesOfFields() throws Exception {
        Dataset dataset = SampleDatasets.random(new Random(5));

        List<Schema.Field> fields =
                schema(Written.avro(dataset, List.of(), Codec.ZSTD)).getFields();

        assertThat(fields).extracting(field -> field.getProp(AvroSchema.NAME)).isEqualTo(dataset.fieldNames());
        assertThat(fields).extracting(Schema.Field::name).allMatch(name -> name.matches("[A-Za-z_][A-Za-z0-9_]*"));
    }

    @Test
    void shouldHaveASyncMarkerOfItsOwn() {
        ObjectDescription other = new ObjectDescription("other", Written.OBJECT.checksum(), "1.2.3");

        assertThat(Written.OBJECT.syncMarker()).hasSize(16).isNotEqualTo(other.syncMarker());
    }

    @Test
    void shouldRefuseARowWithoutARequiredValue() {
        List<Object[]> rows = List.<Object[]>of(new Object[] {0L, "s", Field.MISSING, Field.MISSING});

        assertThatThrownBy(() -> Written.avro(SampleDatasets.readings(), rows, Codec.ZSTD))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("expected a value of the required field value, found none");
    }

    private static Schema schema(byte[] file) throws Exception {
        try (DataFileReader<GenericRecord> reader = AvroReader.open(file)) {
            return reader.getSchema();
        }
    }
}
