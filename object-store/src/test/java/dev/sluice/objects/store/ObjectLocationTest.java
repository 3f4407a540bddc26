package dev.sluice.objects.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ObjectLocationTest {
    private static final S3Options OPTIONS = new S3Options(null, "eu-central-1", false);

    @TempDir
    private Path directory;

    @ParameterizedTest
    @ValueSource(strings = {"s3://bucket", "s3://bucket/", "s3://my.bucket-1/in/2024/", "s3://bucket/in"})
    void shouldOpenABucket(String text) throws Exception {
        try (ObjectStore store = ObjectLocation.parse(text).open(OPTIONS)) {
            assertThat(store).isInstanceOf(S3Store.class);
        }
    }

    @Test
    void shouldTakeAPrefixForADirectory() throws Exception {
        try (S3Store store = (S3Store) ObjectLocation.parse("s3://bucket/in").open(OPTIONS)) {
            assertThat(store.name("a.csv")).isEqualTo("in/a.csv");
        }
    }

    @Test
    void shouldOpenADirectoryThatIsCreated() throws Exception {
        Path objects = directory.resolve("new/objects");
        try (ObjectStore store = ObjectLocation.parse(objects.toString()).open(OPTIONS);
                ObjectStore same =
                        ObjectLocation.parse(objects.toUri().toString()).open(OPTIONS)) {
            assertThat(store).isInstanceOf(DirectoryStore.class);
            assertThat(same).isInstanceOf(DirectoryStore.class);
            assertThat(objects).isDirectory();
        }
    }

    @Test
    void shouldRepeatNoCredentials() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ObjectLocation.parse("s3://AKIAEXAMPLE:secret@bucket/in"))
                .withMessageEndingWith("found s3://…@bucket/in");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "s3://",
                "s3://B/x",
                "s3://bucket//x",
                "s3://bucket/../x",
                "gs://bucket/x",
                "file:x",
                "a\u0000b"
            })
    void shouldSayWhatALocationIs(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ObjectLocation.parse(text))
                .withMessageStartingWith("expected s3://BUCKET/PREFIX/ or the path of a directory, found " + text);
    }
}
