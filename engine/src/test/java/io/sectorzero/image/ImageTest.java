package io.sectorzero.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sectorzero.failure.ImageRejected;
import io.sectorzero.memory.Address;
import io.sectorzero.memory.AddressRange;
import io.sectorzero.memory.Bytes;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** An image is a map from addresses to bytes: a plain map is the model. */
class ImageTest {

    private static Segment segment(long start, int... bytes) {
        return new Segment(Address.of(start), Bytes.of(bytes));
    }

    @Test void an_image_from_memory_calls_its_places_segments() {
        Image image = Image.of("patch", segment(0x20, 3), segment(0x10, 1, 2));

        assertThat(image.whereIs(Address.of(0x11))).isEqualTo("segment 2");
        assertThat(image.whereIs(Address.of(0x20))).isEqualTo("segment 1");
        assertThat(image.name()).isEqualTo("patch");
        assertThat(image.entry()).isEmpty();
        assertThat(image.targets()).isEmpty();
    }

    @Test void neighbours_are_joined_and_keep_their_places() {
        Image image = Image.of("patch", segment(0x10, 1, 2), segment(0x12, 3));

        assertThat(image.segments()).containsExactly(segment(0x10, 1, 2, 3));
        assertThat(image.whereIs(Address.of(0x12))).isEqualTo("segment 2");
    }

    @Test void size_counts_content_and_span_counts_the_gap_as_well() {
        Image image = Image.of("patch", segment(0x10, 1, 2), segment(0x20, 3));

        assertThat(image.size()).isEqualTo(3);
        assertThat(image.span()).isEqualTo(AddressRange.of(0x10, 0x11));
        assertThat(image).hasToString("patch: raw binary, 3 bytes in 2 segment(s), 0x00000010..0x00000020");
    }

    @Test void segments_that_contradict_each_other_are_refused() {
        assertThatThrownBy(() -> Image.of("patch", segment(0, 1), segment(0, 2)))
                .isInstanceOf(ImageRejected.class).hasMessage("patch, segment 2: it contradicts segment 1 about 0x00000000");
    }

    @Test void an_image_of_nothing_is_refused() {
        assertThatThrownBy(() -> Image.of("patch")).isInstanceOf(ImageRejected.class).hasMessage("patch holds nothing to flash");
    }

    @Test void a_segment_is_neither_empty_nor_past_the_end_of_the_address_space() {
        assertThatThrownBy(() -> segment(0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> segment(0xFFFF_FFFFL, 1, 2)).isInstanceOf(IllegalArgumentException.class);
        assertThat(segment(0xFFFF_FFFFL, 1)).hasToString("0xFFFFFFFF..0xFFFFFFFF (1 bytes)");
    }

    @Test void four_gigabytes_between_two_bytes_cost_nothing() {
        Image image = Image.of("patch", segment(0, 1), segment(0xFFFF_FFFFL, 2));

        assertThat(image.size()).isEqualTo(2);
        assertThat(image.span()).isEqualTo(AddressRange.of(0, 1L << 32));
        assertThat(image.contentOf(AddressRange.of(0xFFFF_FFFEL, 2), 0xFF)).isEqualTo(Bytes.of(0xFF, 2));
    }

    @Property(tries = 500)
    void an_image_is_a_map_from_addresses_to_bytes(@ForAll("agreeing") List<Segment> given, @ForAll @IntRange(max = 300) int from,
            @ForAll @IntRange(min = 1, max = 300) int length) {
        var map = new TreeMap<Integer, Integer>();
        given.forEach(segment -> {
            for (int i = 0; i < segment.data().length(); i++) {
                map.put((int) segment.start().unsigned() + i, segment.data().at(i));
            }
        });

        Image image = Image.of("model", given.toArray(Segment[]::new));

        assertThat(image.size()).isEqualTo(map.size());
        assertThat(image.segments()).isEqualTo(segmentsOf(map));
        Bytes content = image.contentOf(AddressRange.of(from, length), 0xEE);
        for (int i = 0; i < length; i++) {
            assertThat(content.at(i)).isEqualTo(map.getOrDefault(from + i, 0xEE));
            assertThat(image.covers(Address.of(from + i))).isEqualTo(map.containsKey(from + i));
        }
        map.keySet().forEach(address -> assertThat(given.get(numberIn(image.whereIs(Address.of(address))) - 1).range()
                .contains(Address.of(address))).isTrue());
    }

    private static int numberIn(String place) {
        return Integer.parseInt(place.substring("segment ".length()));
    }

    /** Segments that may overlap as they like; one address always has the same byte. */
    @Provide
    Arbitrary<List<Segment>> agreeing() {
        return Combinators.combine(Arbitraries.integers().between(0, 300), Arbitraries.integers().between(1, 40))
                .as((start, length) -> {
                    var bytes = new int[length];
                    for (int i = 0; i < length; i++) {
                        bytes[i] = (start + i) * 31 & 0xFF;
                    }
                    return segment(start, bytes);
                }).list().ofMinSize(1).ofMaxSize(20);
    }

    private static List<Segment> segmentsOf(TreeMap<Integer, Integer> map) {
        var segments = new ArrayList<Segment>();
        int start = -1;
        var bytes = new ArrayList<Integer>();
        for (int address = map.firstKey(); address <= map.lastKey() + 1; address++) {
            if (map.containsKey(address)) {
                start = bytes.isEmpty() ? address : start;
                bytes.add(map.get(address));
            } else if (!bytes.isEmpty()) {
                segments.add(segment(start, bytes.stream().mapToInt(Integer::intValue).toArray()));
                bytes.clear();
            }
        }
        return segments;
    }
}
