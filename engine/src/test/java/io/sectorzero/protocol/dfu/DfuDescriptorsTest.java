package io.sectorzero.protocol.dfu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.sectorzero.failure.SectorZeroException;
import io.sectorzero.failure.TargetRefused;
import io.sectorzero.failure.TargetSilent;
import io.sectorzero.link.SetupPacket;
import io.sectorzero.link.UsbIdentity;
import io.sectorzero.link.UsbTransfer;
import io.sectorzero.link.WithoutPipes;
import io.sectorzero.memory.Address;
import io.sectorzero.memory.Bytes;
import io.sectorzero.time.Crank;
import io.sectorzero.time.Deadline;
import java.nio.charset.StandardCharsets;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

/**
 * What a device says of itself, read as if it were hostile: the bootloader's own descriptors, contradictory ones, and any bytes
 * at all.
 */
class DfuDescriptorsTest {

    private static final List<String> NAMES = List.of("@Internal Flash  /0x08000000/04*016Kg,01*064Kg,07*128Kg", "@Option Bytes  /0x1FFFC000/01*016 e",
            "@OTP Memory /0x1FFF7800/01*512 e,01*016 e", "@Device Feature/0xFFFF0000/01*004 e");
    private static final Bytes FUNCTIONAL = Bytes.of(9, 0x21, 0x0B, 0xFF, 0, 0, 8, 0x1A, 1);

    private static Bytes interfaceDescriptor(int number, int alternate, int string) {
        return Bytes.of(9, 4, number, alternate, 0, 0xFE, 1, 2, string);
    }

    private static Bytes configuration(Bytes... parts) {
        Bytes all = Bytes.NONE;
        for (Bytes part : parts) {
            all = all.then(part);
        }
        return Bytes.of(9, 2, all.length() + 9 & 0xFF, all.length() + 9 >>> 8, 1, 1, 0, 0xC0, 0x32).then(all);
    }

    private static Bytes bootloader() {
        return configuration(interfaceDescriptor(0, 0, 4), interfaceDescriptor(0, 1, 5), interfaceDescriptor(0, 2, 6), interfaceDescriptor(0, 3, 7), FUNCTIONAL);
    }

    /** Answers requests for descriptors from paper and nothing else. */
    private record Paper(Bytes configuration, Crank clock) implements WithoutPipes {

        DfuFunction read() {
            return DfuDescriptors.read(this, clock);
        }

        @Override public UsbTransfer control(SetupPacket setup, Bytes out, Deadline deadline) {
            assertThat(setup.requestType()).isEqualTo(0x80);
            assertThat(setup.request()).isEqualTo(6);
            int index = setup.value() & 0xFF;
            Bytes whole = switch (setup.value() >>> 8) {
                case 2 -> configuration;
                case 3 -> string(index >= 4 && index < 8 ? NAMES.get(index - 4) : "");
                default -> Bytes.NONE;
            };
            return UsbTransfer.done(whole.slice(0, Math.min(whole.length(), setup.length())));
        }

        private static Bytes string(String text) {
            byte[] content = text.getBytes(StandardCharsets.UTF_16LE);
            return Bytes.of(content.length + 2, 3).then(Bytes.copyOf(content));
        }

        @Override public UsbIdentity identity() {
            return PaperDfu.IDENTITY;
        }

        @Override public boolean selectAlternate(int interfaceNumber, int alternate) {
            throw new AssertionError();
        }

        @Override public String name() {
            return "paper";
        }

        @Override public void close() {
            // Paper needs no closing.
        }
    }

    private static Paper paper(Bytes configuration) {
        return new Paper(configuration, new Crank());
    }

    @Test
    void the_descriptors_of_an_stm32_are_understood() {
        DfuFunction function = paper(bootloader()).read();

        assertThat(function.interfaceNumber()).isZero();
        assertThat(function.version()).isEqualTo(0x011A);
        assertThat(function.attributes()).isEqualTo(0x0B);
        assertThat(function.transferSize()).isEqualTo(2048);
        assertThat(function.memories()).containsValues(NAMES.toArray(String[]::new)).hasSize(4);
        assertThat(function.memory(2).orElseThrow().sizeBytes()).isEqualTo(528);
        assertThat(function.alternateAt(new Address(0x1FFF_7A0F))).contains(2);
        assertThat(function.alternateAt(new Address(0x2000_0000))).isEmpty();
    }

    @Test
    void other_interfaces_beside_the_one_for_dfu_are_passed_over() {
        var function = paper(configuration(Bytes.of(9, 4, 0, 0, 1, 8, 6, 80, 0), Bytes.of(7, 5, 0x81, 2, 64, 0, 0), interfaceDescriptor(1, 0, 4), FUNCTIONAL,
                interfaceDescriptor(2, 0, 5))).read();

        assertThat(function.interfaceNumber()).isEqualTo(1);
        assertThat(function.memories()).hasSize(1);
    }

    private static String refusal(Bytes configuration) {
        return catchThrowableOfType(TargetRefused.class, () -> paper(configuration).read()).diagnosis().render();
    }

    @Test
    void a_device_without_such_an_interface_is_no_bootloader() {
        assertThat(refusal(configuration(Bytes.of(9, 4, 0, 0, 0, 0xFE, 1, 1, 0), FUNCTIONAL))).isEqualTo("""
                The USB device 0483:DF11 serial 3377337E3539 is no bootloader in DFU mode
                  evidence  it has no interface of class FE 01 02, which a bootloader in DFU mode has
                  board     UNTOUCHED: nothing was changed""");
    }

    @Test
    void descriptors_that_contradict_themselves_are_refused_with_the_contradiction() {
        assertThat(refusal(Bytes.of(9, 2, 0xFF, 0xFF, 1, 1, 0, 0xC0, 0x32))).contains("its configuration claims 65535 bytes");
        assertThat(refusal(Bytes.of(9, 2, 40, 0, 1, 1, 0, 0xC0, 0x32))).contains("of 40 bytes of configuration 9 came");
        assertThat(refusal(configuration(Bytes.of(0, 4)))).contains("a descriptor of 0 bytes at offset 9 of 11");
        assertThat(refusal(configuration(Bytes.of(9, 4)))).contains("a descriptor of 9 bytes at offset 9 of 11");
        assertThat(refusal(configuration(interfaceDescriptor(0, 0, 4)))).contains("no functional descriptor");
        assertThat(refusal(configuration(interfaceDescriptor(0, 0, 4), interfaceDescriptor(0, 0, 5), FUNCTIONAL))).contains("alternate setting 0 is described twice");
        assertThat(refusal(configuration(interfaceDescriptor(0, 0, 4), Bytes.of(9, 0x21, 0x0B, 0xFF, 0, 7, 0, 0x1A, 1)))).contains("takes transfers of 7 bytes");
    }

    @Test
    void a_stall_and_a_silence_are_told_apart() {
        var stalling = new PaperDfu().troubled(PaperDfu.Trouble.STALL, 0);
        var silent = new PaperDfu().troubled(PaperDfu.Trouble.TIMEOUT, 0);

        assertThat(catchThrowableOfType(TargetRefused.class, () -> DfuDescriptors.read(stalling, stalling.clock)).diagnosis().evidence())
                .containsExactly("it answered STALL when asked for its configuration");
        assertThat(catchThrowableOfType(TargetSilent.class, () -> DfuDescriptors.read(silent, silent.clock)).diagnosis().what())
                .isEqualTo("The USB device 0483:DF11 serial 3377337E3539 does not tell its configuration");
    }

    @Property
    void any_bytes_are_understood_or_refused(@ForAll @Size(max = 80) byte[] tail, @ForAll @IntRange(max = 300) int claimed) {
        var head = Bytes.of(9, 2, claimed & 0xFF, claimed >>> 8, 1, 1, 0, 0xC0, 0x32);
        try {
            assertThat(paper(head.then(Bytes.copyOf(tail))).read().transferSize()).isPositive();
        } catch (SectorZeroException refused) {
            assertThat(refused.diagnosis().evidence()).isNotEmpty();
        }
    }

    /** Damage at every byte of good descriptors, with every value there is. */
    @Test
    void a_damaged_byte_is_understood_or_refused() {
        byte[] good = bootloader().toArray();
        int refused = 0;
        for (int at = 0; at < good.length; at++) {
            for (int value = 0; value < 256; value++) {
                byte[] damaged = good.clone();
                damaged[at] = (byte) value;
                try {
                    paper(Bytes.copyOf(damaged)).read();
                } catch (SectorZeroException expected) {
                    refused++;
                }
            }
        }
        assertThat(refused).isGreaterThan(3000);
    }
}
