package io.sectorzero.image;

import static org.assertj.core.api.Assertions.assertThat;

import io.sectorzero.memory.Address;
import io.sectorzero.memory.Bytes;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** What is written is read back the same, wherever it lies and however long it is. */
class RoundTripTest {

    @Property(tries = 500)
    void intel_hex_reads_back_what_was_written(@ForAll("segments") Segment segment) {
        assertThat(IntelHex.parse("file", IntelHex.write(List.of(segment))).segments()).containsExactly(segment);
    }

    @Property(tries = 500)
    void s_record_reads_back_what_was_written(@ForAll("segments") Segment segment) {
        assertThat(SRecord.parse("file", SRecord.write(segment)).segments()).containsExactly(segment);
    }

    /** Near the places where something changes: 64 KB boundaries, sign of 32 bits, the end of it all. */
    @Provide
    Arbitrary<Segment> segments() {
        Arbitrary<Long> starts = Arbitraries.of(0L, 0x1_0000L, 0x0800_0000L, 0x0801_0000L, 0x8000_0000L, 0x9000_0000L, 0x1_0000_0000L)
                .flatMap(edge -> Arbitraries.longs().between(Math.max(0, edge - 200), Math.min(0xFFFF_FFFFL, edge + 200)));
        return Combinators.combine(starts, Arbitraries.bytes().array(byte[].class).ofMinSize(1).ofMaxSize(400))
                .as((start, data) -> new Segment(Address.of(start),
                        Bytes.copyOf(data, 0, (int) Math.min(data.length, (1L << 32) - start))));
    }
}
