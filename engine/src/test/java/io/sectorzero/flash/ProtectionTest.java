package io.sectorzero.flash;

import static io.sectorzero.failure.Confidence.CERTAIN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sectorzero.device.Catalogue;
import io.sectorzero.device.Device;
import io.sectorzero.device.OptionBytes;
import io.sectorzero.examination.CauseCatalogue;
import io.sectorzero.failure.Confidence;
import io.sectorzero.failure.Protected;
import io.sectorzero.failure.Suspect;
import io.sectorzero.image.Image;
import io.sectorzero.image.Segment;
import io.sectorzero.memory.Address;
import io.sectorzero.memory.Bytes;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What a plan does where something is protected: refuses, lifts and puts back, or asks for consent. */
class ProtectionTest {

    private static final Device DEVICE = Catalogue.load().device("STM32F412xG");
    private static final OptionBytes FACTORY = FlashPlanTest.FACTORY;
    private static final Image IN_SECTOR_1 = Image.of("app", new Segment(Address.of(0x0800_4000L), Bytes.of(1, 2, 3, 4)));

    @Test
    void a_write_protected_sector_is_refused_before_anything_is_erased() {
        ChipIdentity chip = with(FACTORY.withWriteProtected(Set.of(0, 1)));

        assertThatThrownBy(() -> FlashPlan.of(IN_SECTOR_1, chip, Policy.careful()))
                .isInstanceOfSatisfying(Protected.class, failure -> assertThat(failure.diagnosis().render()).isEqualTo("""
                        Sector 1 is write-protected
                          evidence  option bytes: RDP AA (level 0), nWRP FFC, SPRMOD 0, write-protected 0 1, BOR off, watchdog by software
                          evidence  the bootloader would acknowledge the erase and leave the content as it is, so nothing was tried
                          suspect   %s
                          suspect   %s
                          board     UNTOUCHED: nothing was changed
                          remedy    allow the protection to be lifted for the work; it is put back afterwards
                          remedy    or build an image that leaves that sector alone""".formatted(suspect("C3", CERTAIN), suspect("U11", CERTAIN))));
    }

    @Test
    void protection_elsewhere_stands_in_nobodys_way_but_a_mass_erases() {
        ChipIdentity chip = with(FACTORY.withWriteProtected(Set.of(0, 11)));

        assertThat(FlashPlan.of(IN_SECTOR_1, chip, Policy.careful()).steps()).noneMatch(Step.LiftWriteProtection.class::isInstance);
        assertThatThrownBy(() -> FlashPlan.of(IN_SECTOR_1, chip, Policy.careful().withErase(EraseMode.MASS)))
                .isInstanceOf(Protected.class).hasMessage("Sectors 0, 11 are write-protected");
    }

    @Test
    void lifting_takes_only_what_is_in_the_way_and_puts_everything_back_at_the_end() {
        OptionBytes before = FACTORY.withWriteProtected(Set.of(0, 1));

        FlashPlan plan = FlashPlan.of(IN_SECTOR_1, with(before), Policy.careful().withLiftWriteProtection(true));

        assertThat(plan.steps()).first().isEqualTo(new Step.LiftWriteProtection(before, FACTORY.withWriteProtected(Set.of(0))));
        assertThat(plan.steps()).last().isEqualTo(new Step.RestoreWriteProtection(before));
    }

    @Test
    void code_protection_leaves_only_with_the_content_of_the_flash() {
        OptionBytes codeProtected = DEVICE.options().decode(
                Bytes.parseHex("FF AA FF FF FF FF FF FF 02 80 FF FF FF FF FF FF"));

        assertThat(codeProtected.codeProtected()).containsExactly(1);
        assertThatThrownBy(() -> FlashPlan.of(IN_SECTOR_1, with(codeProtected), Policy.careful().withLiftWriteProtection(true)))
                .isInstanceOfSatisfying(Protected.class, failure -> assertThat(failure.diagnosis().suspects())
                        .extracting(suspect -> suspect.cause()).containsExactly("C4"));
        assertThat(FlashPlan.of(IN_SECTOR_1, with(codeProtected), Policy.careful().with(Consent.DATA_LOSS)).opening().steps())
                .singleElement().isInstanceOf(Step.LiftCodeProtection.class);
    }

    @Test
    void a_read_protected_chip_is_opened_only_by_who_agrees_to_lose_its_content() {
        var chip = new ChipIdentity(DEVICE, OptionalInt.empty(), Bytes.NONE, OptionalInt.empty(), OptionalInt.of(0x31),
                Optional.empty(), Optional.empty(), true);

        assertThatThrownBy(() -> FlashPlan.of(IN_SECTOR_1, chip, Policy.careful().withLiftWriteProtection(true)))
                .isInstanceOfSatisfying(Protected.class, failure -> assertThat(failure.diagnosis().render()).isEqualTo("""
                        The chip is read-protected
                          evidence  the bootloader answers Get and Get ID and refuses Read Memory at its command byte
                          evidence  writing is refused as well as reading
                          suspect   %s
                          suspect   %s
                          board     UNTOUCHED: nothing was changed
                          remedy    agree to the loss of all content of the flash (consent data-loss): lifting read protection on STM32F412xG erases it
                          remedy    or leave the board as it is; only its own application sees the flash""".formatted(suspect("C1", CERTAIN), suspect("U10", CERTAIN))));
        FlashPlan plan = FlashPlan.of(IN_SECTOR_1, chip, Policy.careful().with(Consent.DATA_LOSS));
        assertThat(plan.steps()).first().isInstanceOf(Step.LiftReadProtection.class);
        assertThat(plan.steps()).as("everything is erased by then").noneMatch(Step.EraseSector.class::isInstance);
    }

    private static ChipIdentity with(OptionBytes options) {
        return ChipIdentity.assumed(DEVICE).withOptions(options);
    }

    /** As the catalogue calls it; the words are not ours to test. */
    private static Suspect suspect(String id, Confidence confidence) {
        return CauseCatalogue.load().suspect(id, confidence);
    }
}
