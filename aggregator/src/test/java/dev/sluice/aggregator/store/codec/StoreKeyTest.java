package dev.sluice.aggregator.store.codec;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StoreKeyTest {

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void shouldOrderKeysByTheirFirstTextFirst(long seed) {
        Random random = new Random(seed);
        for (int i = 0; i < 5_000; i++) {
            String left = text(random);
            String right = text(random);
            int expected = Integer.signum(Arrays.compareUnsigned(left.getBytes(UTF_8), right.getBytes(UTF_8)));
            StoreKey leftKey = StoreKey.ofAll(4).escaped(left).descending(random.nextInt(3));
            StoreKey rightKey = StoreKey.ofAll(4).escaped(right).descending(random.nextInt(3));

            if (expected != 0) {
                assertThat(Integer.signum(leftKey.bytes().compareTo(rightKey.bytes())))
                        .as("%s and %s", left, right)
                        .isEqualTo(expected);
            }
            assertThat(Integer.signum(StoreKey.ofAll(4).after(left).bytes().compareTo(rightKey.bytes())))
                    .as("behind %s and %s", left, right)
                    .isEqualTo(expected < 0 ? -1 : 1);
        }
    }

    @Test
    void shouldReadBackThePartsOfAKey() {
        StoreKey beginning = StoreKey.ofFile("f", 1);
        StoreKey key = StoreKey.ofFile("f", 1)
                .escaped("a\u0000b\u0000")
                .escaped("")
                .descending(7)
                .ascending(9)
                .text("rest\u0000");

        StoreKey.Reader in = new StoreKey.Reader(key.bytes().get()).skip(beginning);

        assertThat(in.escaped()).isEqualTo("a\u0000b\u0000");
        assertThat(in.escaped()).isEmpty();
        assertThat(in.descending()).isEqualTo(7);
        assertThat(in.ascending()).isEqualTo(9);
        assertThat(in.text()).isEqualTo("rest\u0000");
    }

    @Test
    void shouldOrderNumbersUpAndDown() {
        assertThat(StoreKey.ofAll(1).ascending(1).bytes())
                .isLessThan(StoreKey.ofAll(1).ascending(256).bytes());
        assertThat(StoreKey.ofAll(1).descending(256).bytes())
                .isLessThan(StoreKey.ofAll(1).descending(1).bytes());
        assertThat(StoreKey.ofAll(1).descending(0).bytes())
                .isLessThan(StoreKey.ofAll(2).bytes());
    }

    private static String text(Random random) {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(4); i > 0; i--) {
            text.append("\u0000\u0001\u0002ab\u00ff\u20ac".charAt(random.nextInt(7)));
        }
        return text.toString();
    }
}
