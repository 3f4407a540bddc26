package dev.sluice.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import org.junit.jupiter.api.Test;

class QueryTest {
    @Test
    void shouldDecodeParameters() throws UploadException {
        Query query = new Query("filename=gr%C3%B6%C3%9Fe+1.csv&dataset=&x&filename=b");

        assertThat(query.find("filename")).contains("größe 1.csv");
        assertThat(query.find("dataset")).isEmpty();
        assertThat(query.find("x")).isEmpty();
        assertThat(query.find("y")).isEmpty();
    }

    @Test
    void shouldDoWithoutAQuery() throws UploadException {
        assertThat(new Query(null).find("filename")).isEmpty();
    }

    @Test
    void shouldRefuseBrokenEncoding() {
        assertThat(catchThrowableOfType(UploadException.class, () -> new Query("filename=%zz"))
                        .problem())
                .isEqualTo(Problem.BAD_QUERY);
    }
}
