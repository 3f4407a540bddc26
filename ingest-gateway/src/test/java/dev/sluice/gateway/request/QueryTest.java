package dev.sluice.gateway.request;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.sluice.gateway.problem.Problem;
import dev.sluice.gateway.problem.RefusedException;
import java.util.List;
import org.junit.jupiter.api.Test;

class QueryTest {
    @Test
    void shouldDecodeParameters() throws RefusedException {
        Query query = new Query("filename=gr%C3%B6%C3%9Fe+1.csv&dataset=&x");

        assertThat(query.find("filename")).contains("größe 1.csv");
        assertThat(query.find("dataset")).isEmpty();
        assertThat(query.find("x")).isEmpty();
        assertThat(query.find("y")).isEmpty();
    }

    @Test
    void shouldDistinguishBlankFromAbsent() throws RefusedException {
        Query query = new Query("&delimiter=%09&dry_run&");

        assertThat(query.exact("delimiter")).contains("\t");
        assertThat(query.exact("dry_run")).contains("");
        assertThat(query.exact("rows")).isEmpty();
        assertThat(query.all(name -> true)).containsOnlyKeys("delimiter", "dry_run");
    }

    @Test
    void shouldListKnownParametersForAnUnknownName() throws RefusedException {
        Query query = new Query("map.value=a&set.sensor%20id=b&dataset=c");

        assertThatNoException().isThrownBy(() -> query.requireKnown(List.of("map.FIELD", "set.FIELD", "dataset")));
        assertThat(catchThrowableOfType(
                        RefusedException.class, () -> query.requireKnown(List.of("map.FIELD", "set", "dataset"))))
                .satisfies(refusal -> {
                    assertThat(refusal.problem()).isEqualTo(Problem.BAD_QUERY);
                    assertThat(refusal.detail())
                            .contains("map.FIELD, set, dataset")
                            .contains("found set.sensor id");
                });
    }

    @Test
    void shouldTakeAListAsACsvRecordOrAsSeveralParameters() throws RefusedException {
        Query query = new Query("ignore=a,b&map.timestamp=Date&map.timestamp=Time,%20UTC&missing=NA");

        assertThat(query.exact("ignore")).contains("a,b");
        assertThat(query.exact("map.timestamp")).contains("Date,\"Time, UTC\"");
        assertThat(query.exact("missing")).contains("NA");
    }

    /** Two values would be ambiguous. */
    @Test
    void shouldRefuseARepeatedParameter() {
        assertThat(catchThrowableOfType(RefusedException.class, () -> new Query("dry_run=false&a&dry_run=true"))
                        .detail())
                .contains("dry_run once");
    }

    @Test
    void shouldAcceptAMissingQuery() throws RefusedException {
        assertThat(new Query(null).find("filename")).isEmpty();
    }

    @Test
    void shouldRefuseBrokenEncoding() {
        assertThat(catchThrowableOfType(RefusedException.class, () -> new Query("filename=%zz"))
                        .problem())
                .isEqualTo(Problem.BAD_QUERY);
    }
}
