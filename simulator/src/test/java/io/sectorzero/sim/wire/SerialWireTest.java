package io.sectorzero.sim.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.sectorzero.sim.wire.Framing.Parity;
import io.sectorzero.sim.world.World;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

/** A serial wire bit by bit: rates, parities, noise, and levels that somebody watches; the fast path against the samples. */
class SerialWireTest {

    private static final Duration LONG = Duration.ofSeconds(10);

    /** What arrived, and when. */
    private record Arrival(int value, boolean damaged, long nanos) {
    }

    private final World world = new World(1);
    private final List<Arrival> arrived = new ArrayList<>();

    private SerialWire wire(Framing sender, Framing receiver) {
        var wire = new SerialWire(world, sender);
        wire.listen(receiver, (value, damaged) -> arrived.add(new Arrival(value, damaged, world.nanos())));
        return wire;
    }

    private List<Integer> values() {
        return arrived.stream().map(Arrival::value).toList();
    }

    @Test
    void every_byte_arrives_as_it_was_sent_in_every_parity() {
        for (Parity parity : Parity.values()) {
            arrived.clear();
            var wire = wire(Framing.at(115_200, parity), Framing.at(115_200, parity));
            for (int value = 0; value < 256; value++) {
                wire.send(value);
            }

            world.pass(LONG);

            assertThat(arrived).hasSize(256).noneMatch(Arrival::damaged);
            for (int value = 0; value < 256; value++) {
                assertThat(arrived.get(value).value()).isEqualTo(value);
            }
        }
    }

    @Test
    void a_byte_arrives_in_the_middle_of_its_stop_bit_and_the_next_starts_behind_it() {
        var wire = wire(new Framing(1_000_000, Parity.EVEN), new Framing(1_000_000, Parity.EVEN));

        wire.send(0x55);
        wire.send(0x55);
        world.pass(LONG);

        assertThat(arrived).extracting(Arrival::nanos).containsExactly(10_500L, 21_500L);
    }

    /** Everything between a receiver 6 % too fast and one 6 % too slow, wherever the shortcut is taken and where not. */
    @Test
    void skipping_the_samples_and_taking_them_tell_the_same_story() {
        for (int ratio = 9400; ratio <= 10_600; ratio += 7) {
            for (Parity parity : Parity.values()) {
                var sender = new Framing(8_680_556, parity);
                var receiver = new Framing(8_680_556L * ratio / 10_000, parity);
                assertThat(story(sender, receiver, true)).as("receiver's bits at %d/10000", ratio)
                        .isEqualTo(story(sender, receiver, false));
            }
        }
    }

    private static List<Arrival> story(Framing sender, Framing receiver, boolean sampleAll) {
        var world = new World(1);
        var wire = new SerialWire(world, sender);
        var story = new ArrayList<Arrival>();
        wire.listen(receiver, (value, damaged) -> story.add(new Arrival(value, damaged, world.nanos())));
        if (sampleAll) {
            wire.alwaysSample();
        }
        var bytes = new Random(sender.hashCode());
        for (int i = 0; i < 40; i++) {
            wire.send(bytes.nextInt(256));
        }
        world.pass(Duration.ofNanos(7_777_777));
        for (int value = 0; value < 256; value += 5) {
            wire.send(value);
        }
        world.pass(LONG);
        return story;
    }

    @Test
    void a_receiver_that_is_five_percent_off_loses_frames_of_eleven_bits() {
        var sender = Framing.at(115_200, Parity.EVEN);

        assertThat(Framing.at(115_200 * 0.96, Parity.EVEN).reads(sender)).isTrue();
        assertThat(Framing.at(115_200 * 0.95, Parity.EVEN).reads(sender)).isFalse();
        assertThat(Framing.at(115_200 * 1.04, Parity.EVEN).reads(sender)).isTrue();
        assertThat(Framing.at(115_200 * 1.06, Parity.EVEN).reads(sender)).isFalse();
    }

    @Test
    void without_parity_7F_passes_for_even_parity_and_00_does_not() {
        var wire = wire(Framing.at(115_200, Parity.NONE), Framing.at(115_200, Parity.EVEN));

        wire.send(0x7F);
        world.pass(LONG);
        wire.send(0x00);
        wire.send(0xFF);
        world.pass(LONG);

        assertThat(arrived.get(0)).extracting(Arrival::value, Arrival::damaged).containsExactly(0x7F, false);
        assertThat(arrived.get(1).damaged()).isTrue();
    }

    @Test
    void odd_parity_is_damage_to_a_receiver_of_even_parity_but_the_data_is_read() {
        var wire = wire(Framing.at(9_600, Parity.ODD), Framing.at(9_600, Parity.EVEN));

        for (int value = 0; value < 256; value++) {
            wire.send(value);
        }
        world.pass(LONG);

        assertThat(arrived).hasSize(256).allMatch(Arrival::damaged);
        assertThat(values()).startsWith(0, 1, 2, 3).endsWith(254, 255);
    }

    @Test
    void at_half_the_rate_a_byte_is_read_as_two() {
        var wire = wire(Framing.at(57_600, Parity.NONE), Framing.at(115_200, Parity.NONE));

        wire.send(0x0F);
        world.pass(LONG);

        // On the line: low for 1 bit, high for 4, low for 4, then rest. Seen twice as long, the first byte is a start bit,
        // one zero and seven ones; the second begins at the next fall and reaches into the rest with its last bit.
        assertThat(values()).containsExactly(0xFE, 0x80);
    }

    @Property(tries = 200)
    void whatever_the_rates_are_what_comes_out_does_not_depend_on_when_it_was_handed_over(
            @ForAll @Size(min = 1, max = 20) List<@IntRange(max = 255) Integer> bytes,
            @ForAll @IntRange(min = 300, max = 1_000_000) int sent, @ForAll @IntRange(min = 300, max = 1_000_000) int heard) {
        assertThat(pushed(bytes, sent, heard, true)).isEqualTo(pushed(bytes, sent, heard, false));
    }

    private static List<Arrival> pushed(List<Integer> bytes, int sent, int heard, boolean atOnce) {
        var world = new World(1);
        var wire = new SerialWire(world, Framing.at(sent, Parity.EVEN));
        var story = new ArrayList<Arrival>();
        wire.listen(Framing.at(heard, Parity.EVEN), (value, damaged) -> story.add(new Arrival(value, damaged, world.nanos())));
        for (int value : bytes) {
            wire.send(value);
            while (!atOnce && wire.waiting() > 0) {
                world.pass(Duration.ofNanos(500_000_000L / sent));
            }
        }
        world.pass(LONG);
        return story;
    }

    @Test
    void a_lost_byte_leaves_its_gap() {
        var wire = wire(new Framing(1_000_000, Parity.EVEN), new Framing(1_000_000, Parity.EVEN));
        wire.mishap(1, Mishap.LOST, () -> { });

        List.of(1, 2, 3).forEach(wire::send);
        world.pass(LONG);

        assertThat(arrived).extracting(Arrival::value).containsExactly(1, 3);
        assertThat(arrived.get(1).nanos()).isEqualTo(32_500);
    }

    @Test
    void a_flipped_bit_is_found_by_parity_and_two_are_not() {
        var even = Framing.at(115_200, Parity.EVEN);
        var wire = wire(even, even);
        wire.mishap(0, Mishap.flipped(0x01), () -> { });
        wire.mishap(1, Mishap.flipped(0x03), () -> { });
        wire.mishap(2, Mishap.flipped(0x100), () -> { });

        List.of(0x70, 0x70, 0x70, 0x70).forEach(wire::send);
        world.pass(LONG);

        assertThat(values()).containsExactly(0x71, 0x73, 0x70, 0x70);
        assertThat(arrived).extracting(Arrival::damaged).containsExactly(true, false, true, false);
    }

    @Test
    void a_byte_can_be_repeated_preceded_and_cut_off() {
        var even = Framing.at(115_200, Parity.EVEN);
        var wire = wire(even, even);
        var struck = new ArrayList<String>();
        wire.mishap(0, Mishap.REPEATED, () -> struck.add("repeated"));
        wire.mishap(1, Mishap.precededBy(0xEE), () -> struck.add("preceded"));
        wire.mishap(3, Mishap.SEVERED, () -> struck.add("severed"));

        List.of(1, 2, 3, 4, 5).forEach(wire::send);
        world.pass(LONG);

        assertThat(values()).containsExactly(1, 1, 0xEE, 2, 3);
        assertThat(struck).containsExactly("repeated", "preceded", "severed");
    }

    @Test
    void a_byte_under_way_ends_as_it_began_when_the_sender_changes_its_rate() {
        var wire = wire(Framing.at(9_600, Parity.EVEN), Framing.at(9_600, Parity.EVEN));

        wire.send(0xA5);
        wire.send(0x5A);
        world.pass(Duration.ofNanos(300_000));
        wire.sender(Framing.at(115_200, Parity.EVEN));
        world.pass(LONG);

        assertThat(arrived.get(0)).extracting(Arrival::value, Arrival::damaged).containsExactly(0xA5, false);
        assertThat(values().subList(1, arrived.size())).doesNotContain(0x5A);
    }

    @Test
    void a_sender_without_power_sends_nothing_more_and_can_begin_anew() {
        var even = Framing.at(115_200, Parity.EVEN);
        var wire = wire(even, even);

        List.of(1, 2, 3).forEach(wire::send);
        world.pass(Duration.ofNanos(120_000));
        wire.drop();
        world.pass(LONG);
        wire.send(9);
        world.pass(LONG);

        assertThat(values()).containsExactly(1, 9);
        assertThat(wire.isBusy()).isFalse();
    }

    @Test
    void whoever_watches_hears_of_every_edge_of_7F() {
        var wire = new SerialWire(world, new Framing(1_000_000, Parity.EVEN));
        var edges = new ArrayList<String>();
        wire.watch((picos, rising) -> edges.add(picos / 1_000_000 + (rising ? "+" : "-")));

        wire.send(0x7F);
        world.pass(LONG);

        assertThat(edges).containsExactly("0-", "1+", "8-", "9+");
    }

    @Test
    void whoever_begins_to_listen_in_the_middle_of_a_frame_hears_its_rest() {
        var wire = new SerialWire(world, new Framing(1_000_000, Parity.NONE));

        wire.send(0x7F);
        world.pass(Duration.ofNanos(4_000));
        wire.listen(new Framing(1_000_000, Parity.NONE), (value, damaged) -> arrived.add(new Arrival(value, damaged, world.nanos())));
        world.pass(LONG);

        // What is left is the last data bit, low, and after it the line rests: a start bit and eight ones.
        assertThat(values()).containsExactly(0xFF);
    }
}
