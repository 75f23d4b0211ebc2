package io.sectorzero.protocol.dfu;

import static org.assertj.core.api.Assertions.assertThat;

import io.sectorzero.memory.Address;
import io.sectorzero.memory.AddressRange;
import io.sectorzero.protocol.dfu.MemoryString.Run;
import java.util.List;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The strings in which a DfuSe device describes its memories: those of the part, every letter, and anything that only looks like
 * one.
 */
class MemoryStringTest {

    @Test
    void the_four_memories_of_an_stm32f4_are_understood() {
        assertThat(MemoryString.parse("@Internal Flash  /0x08000000/04*016Kg,01*064Kg,07*128Kg")).contains(new MemoryString("Internal Flash", List.of(
                new Run(new Address(0x0800_0000), 4, 0x4000, true, true, true), new Run(new Address(0x0801_0000), 1, 0x1_0000, true, true, true),
                new Run(new Address(0x0802_0000), 7, 0x2_0000, true, true, true))));
        assertThat(MemoryString.parse("@Option Bytes  /0x1FFFC000/01*016 e")).contains(new MemoryString("Option Bytes", List.of(
                new Run(new Address(0x1FFF_C000), 1, 16, true, false, true))));
        assertThat(MemoryString.parse("@OTP Memory /0x1FFF7800/01*512 e,01*016 e").orElseThrow().sizeBytes()).isEqualTo(528);
        assertThat(MemoryString.parse("@Device Feature/0xFFFF0000/01*004 e").orElseThrow().start()).isEqualTo(new Address(0xFFFF_0000));
    }

    @Test
    void a_memory_in_two_places_is_two_runs() {
        var memory = MemoryString.parse("@Two /0x08000000/02*001Ma/0x20000000/01*128Bf").orElseThrow();

        assertThat(memory.runs()).extracting(Run::range).containsExactly(AddressRange.of(0x0800_0000, 2 << 20), AddressRange.of(0x2000_0000, 128));
        assertThat(memory.covers(new Address(0x2000_007F))).isTrue();
        assertThat(memory.covers(new Address(0x2000_0080))).isFalse();
    }

    @Test
    void the_letter_says_what_may_be_done() {
        for (char letter = 'a'; letter <= 'g'; letter++) {
            Run run = MemoryString.parse("@x/0x0/1*1K" + letter).orElseThrow().runs().get(0);
            assertThat((run.readable() ? 1 : 0) + (run.erasable() ? 2 : 0) + (run.writable() ? 4 : 0)).isEqualTo(letter - 'a' + 1);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "@", "@x", "@x/", "@x/0x08000000", "@x/0x08000000/", "Internal Flash/0x08000000/04*016Kg", "@x/08000000/04*016Kg",
        "@x/0x/04*016Kg", "@x/0x108000000/04*016Kg", "@x/0x08000000/00*016Kg", "@x/0x08000000/04*000Kg", "@x/0x08000000/04*016Kh", "@x/0x08000000/04*016Gg",
        "@x/0x08000000/04*016Kg,", "@x/0x08000000/,04*016Kg", "@x/0x08000000/-4*016Kg", "@x/0x08000000/99999*016Kg", "@x/0x08000000/04*99999Kg",
        "@x/0xFFFF0000/02*064Kg,01*001 g", "@x/0x08000000/04*016Kg/0x0800C000/01*001Kg", "@x/0x08000000/04*016Kg/", "@x/0x08000000/04*016Kg/0x9",
        "@x/0x08000000/9999*9999Mg", "@x/0x08000000/04*016Kg\0", "@x/0x08000000/٠٤*016Kg"})
    void what_describes_no_memory_is_refused(String text) {
        assertThat(MemoryString.parse(text)).isEmpty();
    }

    @Test
    void the_last_byte_of_the_address_space_may_belong_to_a_memory() {
        assertThat(MemoryString.parse("@x/0xFFFF0000/01*064Kg").orElseThrow().covers(new Address(-1))).isTrue();
    }

    @Property
    void any_text_is_understood_or_refused_and_never_more(@ForAll("hostile") String text) {
        MemoryString.parse(text).ifPresent(memory -> {
            assertThat(memory.runs()).isNotEmpty();
            for (Run one : memory.runs()) {
                assertThat(one.range().end()).isLessThanOrEqualTo(1L << 32);
                assertThat(memory.runs().stream().filter(other -> other.range().overlaps(one.range()))).hasSize(1);
            }
        });
    }

    @Provide
    Arbitrary<String> hostile() {
        Arbitrary<String> parts = Arbitraries.of("@", "x", "/", "0x08000000", "0x", "FFFFFFFF", "/0xFFFFFFFF/", "04*016Kg", ",", "*", "9999*9999Mg",
                "g", "K", " ", "1*1Ka", ",2*1Kg", "/0x08004000/", "0x0/", "\uD800", "\0").list().ofMaxSize(14).map(some -> String.join("", some));
        // Nearly all of the others are refused; of these many are understood.
        Arbitrary<String> likely = Arbitraries.of("@x/0x08000000/04*016Kg", "@x/0x08000000/04*016Kg,1*1Kg").flatMap(head -> parts.map(head::concat));
        return Arbitraries.oneOf(parts, likely, Arbitraries.strings().ofMaxLength(200));
    }

    @Property
    void what_is_written_by_the_rules_is_read_as_it_was_meant(@ForAll("layouts") List<int[]> layout) {
        String written = "@Any name /0x08000000/" + layout.stream().map(run -> "%02d*%03dK%c".formatted(run[0], run[1], (char) ('a' + run[2])))
                .collect(Collectors.joining(","));

        List<Run> runs = MemoryString.parse(written).orElseThrow().runs();

        long next = 0x0800_0000;
        for (int i = 0; i < layout.size(); i++) {
            assertThat(runs.get(i).start()).isEqualTo(Address.of(next));
            assertThat(runs.get(i).count()).isEqualTo(layout.get(i)[0]);
            assertThat(runs.get(i).sectorBytes()).isEqualTo(layout.get(i)[1] * 1024L);
            next += layout.get(i)[0] * layout.get(i)[1] * 1024L;
        }
    }

    @Provide
    Arbitrary<List<int[]>> layouts() {
        return Combinators.combine(Arbitraries.integers().between(1, 99), Arbitraries.integers().between(1, 999), Arbitraries.integers().between(0, 6))
                .as((count, size, type) -> new int[] {count, size, type}).list().ofMinSize(1).ofMaxSize(8);
    }
}
