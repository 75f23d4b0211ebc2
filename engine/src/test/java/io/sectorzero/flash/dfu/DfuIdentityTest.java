package io.sectorzero.flash.dfu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.sectorzero.failure.WrongDevice;
import io.sectorzero.flash.ChipIdentity;
import io.sectorzero.protocol.dfu.DfuDescriptors;
import io.sectorzero.protocol.dfu.DfuSession;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which part it is, from what the loader describes and what the size word says, alone, together and in contradiction. */
class DfuIdentityTest {

    private List<String> warnings = List.of();

    private ChipIdentity identified(PaperLoader loader, Optional<String> expected) {
        var session = new DfuSession(loader, loader.time(), DfuDescriptors.read(loader, loader.time()));
        var identity = new DfuIdentity(session, new DfuMemory(session, PaperLoader.BLOCK), loader.identity(), expected, Optional.empty());
        ChipIdentity chip = identity.read();
        warnings = identity.warnings();
        return chip;
    }

    @ParameterizedTest
    @ValueSource(ints = {512, 1024})
    void description_and_size_word_together_say_which_part_it_is(int kilobytes) {
        ChipIdentity chip = identified(new PaperLoader(kilobytes), Optional.empty());

        assertThat(chip.device().name()).isEqualTo(kilobytes == 512 ? "STM32F412xE" : "STM32F412xG");
        assertThat(chip.flashKilobytes()).hasValue(kilobytes);
        assertThat(chip.uniqueId().length()).isEqualTo(12);
        assertThat(chip.readProtected()).isFalse();
        assertThat(warnings).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {512, 1024})
    void where_the_size_word_is_not_served_the_description_does(int kilobytes) {
        var loader = new PaperLoader(kilobytes);
        loader.servesInformation = false;

        ChipIdentity chip = identified(loader, Optional.empty());

        assertThat(chip.device().flashKilobytes()).isEqualTo(kilobytes);
        assertThat(chip.flashKilobytes()).isEmpty();
        assertThat(warnings).isEmpty();
    }

    @Test
    void where_the_two_disagree_the_chip_is_believed_and_that_is_told() {
        var loader = new PaperLoader(1024);
        loader.information[0x12] = 0;
        loader.information[0x13] = 2;

        assertThat(identified(loader, Optional.empty()).device().name()).isEqualTo("STM32F412xE");
        assertThat(warnings).containsExactly("the bootloader describes 1024 KB of flash and the size word says 512 KB; the size word is believed");
    }

    @Test
    void a_size_that_no_part_has_is_no_size() {
        var loader = new PaperLoader(1024);
        loader.information[0x12] = (byte) 0xFF;
        loader.information[0x13] = (byte) 0xFF;

        var wrong = catchThrowableOfType(WrongDevice.class, () -> identified(loader, Optional.empty()));

        assertThat(wrong.diagnosis().render()).isEqualTo("""
                The chip's flash size makes no sense: 65535 KB
                  evidence  the half-word at 0x1FFF7A22 reads FFFF
                  evidence  the bootloader describes 1024 KB
                  suspect   S3  identity reads as all ones (certain)
                  board     UNTOUCHED: nothing was changed
                  remedy    reset the board and try again; if it stays, check supply and line""");
    }

    @ParameterizedTest
    @ValueSource(strings = {"@Internal Flash  /0x08000000/04*016Kg,01*064Kg,01*128Kg", "@Internal Flash  /0x08000000/12*016Kg",
        "@Internal Flash  /0x08000000/04*016Ka,01*064Kg,07*128Kg", "@Internal Flash  /0x08010000/04*016Kg,01*064Kg,07*128Kg",
        "@Internal Flash  /0x08000000/9999*001Kg"})
    void a_flash_drawn_otherwise_is_another_chip(String description) {
        var loader = new PaperLoader(1024);
        loader.names.set(0, description);

        var wrong = catchThrowableOfType(WrongDevice.class, () -> identified(loader, Optional.empty()));

        assertThat(wrong.diagnosis().what()).isEqualTo("This is no chip this build knows");
        assertThat(wrong.diagnosis().suspects().get(0).cause()).isEqualTo("S2");
    }

    @Test
    void the_part_that_was_named_must_be_the_one_that_is_there() {
        var wrong = catchThrowableOfType(WrongDevice.class, () -> identified(new PaperLoader(512), Optional.of("STM32F412xG")));

        assertThat(wrong.diagnosis().what()).isEqualTo("This is no STM32F412xG but a STM32F412xE");
    }

    @Test
    void read_protection_is_seen_and_the_described_part_assumed() {
        var loader = new PaperLoader(512);
        loader.readProtected = true;

        ChipIdentity chip = identified(loader, Optional.empty());

        assertThat(chip.readProtected()).isTrue();
        assertThat(chip.device().name()).isEqualTo("STM32F412xE");
        assertThat(chip.options()).isEmpty();
    }

    @Test
    void a_description_that_makes_no_sense_is_told_and_the_size_word_decides() {
        var loader = new PaperLoader(1024);
        loader.names.set(0, "@Internal Flash  /0x08000000/04*016Kq");

        assertThat(identified(loader, Optional.empty()).device().name()).isEqualTo("STM32F412xG");
        assertThat(warnings).first().asString().contains("description of the flash makes no sense");
    }
}
