package io.sectorzero.sim.serve;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/** A buffer of fixed size, held against what went in and came out. */
class ByteRingTest {

    /** Random pieces in, random pieces out: what comes out is what went in, and never more is kept than there is room. */
    @Property
    void bytes_leave_in_the_order_they_came_and_what_does_not_fit_is_refused_not_mixed_in(
            @ForAll @IntRange(min = 1, max = 40) int capacity, @ForAll @Size(max = 30) List<@Size(max = 20) byte[]> pieces,
            @ForAll @IntRange(min = 1, max = 25) int drain) {
        var ring = new ByteRing(capacity);
        var in = new ByteArrayOutputStream();
        var out = new ByteArrayOutputStream();
        for (byte[] piece : pieces) {
            int taken = ring.put(piece, piece.length);
            in.write(piece, 0, taken);
            assertThat(taken).isEqualTo(Math.min(piece.length, capacity - (in.size() - taken - out.size())));

            byte[] waiting = ring.peek();
            int leaving = Math.min(drain, waiting.length);
            out.write(waiting, 0, leaving);
            ring.drop(leaving);
            assertThat(ring.size()).isEqualTo(in.size() - out.size()).isLessThanOrEqualTo(capacity);
            assertThat(ring.isEmpty()).isEqualTo(in.size() == out.size());
        }
        while (!ring.isEmpty()) {
            byte[] rest = ring.peek();
            out.writeBytes(rest);
            ring.drop(rest.length);
        }
        assertThat(out.toByteArray()).isEqualTo(in.toByteArray());
    }
}
