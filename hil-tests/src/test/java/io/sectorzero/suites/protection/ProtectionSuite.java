package io.sectorzero.suites.protection;

import static io.sectorzero.hil.HilAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.sectorzero.device.ReadProtection;
import io.sectorzero.failure.BoardState;
import io.sectorzero.failure.ConsentMissing;
import io.sectorzero.failure.Protected;
import io.sectorzero.failure.SectorZeroException;
import io.sectorzero.flash.Consent;
import io.sectorzero.flash.FlashReport;
import io.sectorzero.flash.OptionChange;
import io.sectorzero.flash.Policy;
import io.sectorzero.flash.Route;
import io.sectorzero.flash.Workshop;
import io.sectorzero.hil.Fixture;
import io.sectorzero.hil.StartingPoint;
import io.sectorzero.hil.StartsFrom;
import io.sectorzero.hil.Target;
import io.sectorzero.image.Image;
import io.sectorzero.memory.AddressRange;
import io.sectorzero.suites.flashing.Images;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Option bytes and what they protect, whichever way they are reached; once for each route. */
abstract class ProtectionSuite {

    private static final Set<Consent> NONE = Set.of();

    private final Route route;

    ProtectionSuite(Route route) {
        this.route = route;
    }

    @BeforeEach
    void by_this_route(Target target) {
        target.by(route);
    }

    @Test
    @StartsFrom(StartingPoint.FIRMWARE)
    void a_write_protected_sector_is_refused_before_anything_is_changed(Target target, @Fixture("blinky.hex") Image blinky) {
        Workshop workshop = target.workshop();
        workshop.changeOptions(OptionChange.none().withWriteProtected(Set.of(0)), NONE);

        assertThatExceptionOfType(Protected.class).isThrownBy(() -> workshop.flash(other(), Policy.careful()))
                .satisfies(e -> assertThat(e.diagnosis().board()).isEqualTo(BoardState.UNTOUCHED))
                .satisfies(e -> assertThat(e.diagnosis().suspects().get(0).cause()).isEqualTo("C3"));
        assertThat(target).holds(blinky);
    }

    @Test
    void write_protection_is_lifted_for_the_work_and_put_back(Target target) {
        Workshop workshop = target.workshop();
        workshop.changeOptions(OptionChange.none().withWriteProtected(Set.of(0, 7)), NONE);

        FlashReport report = workshop.flash(other(), Policy.careful().withLiftWriteProtection(true));

        assertThat(report).verified().erasedSectors(0);
        assertThat(workshop.options().writeProtected()).containsExactlyInAnyOrder(0, 7);
        assertThat(target).holds(other());
    }

    @Test
    @StartsFrom(StartingPoint.FIRMWARE)
    void lifting_read_protection_takes_consent_and_erases_everything(Target target, @Fixture("blinky.hex") Image blinky) {
        Workshop workshop = target.workshop();
        workshop.changeOptions(OptionChange.none().withReadProtection(ReadProtection.LEVEL_1), NONE);

        assertThatExceptionOfType(SectorZeroException.class).isThrownBy(() -> workshop.flash(blinky, Policy.careful()))
                .satisfies(e -> assertThat(e).isInstanceOfAny(Protected.class, ConsentMissing.class))
                .satisfies(e -> assertThat(e.diagnosis().suspects().get(0).cause()).isEqualTo("C1"));

        workshop.changeOptions(OptionChange.none().withReadProtection(ReadProtection.LEVEL_0), Set.of(Consent.DATA_LOSS));
        assertThat(target.read(AddressRange.of(0x0800_0000L, 1024)).isAll(0xFF)).isTrue();
        assertThat(workshop.options().readProtection()).isEqualTo(ReadProtection.LEVEL_0);
    }

    @Test
    void read_protection_level_2_is_out_of_reach_without_consent(Target target) {
        Workshop workshop = target.workshop();

        assertThatExceptionOfType(ConsentMissing.class).isThrownBy(() ->
                workshop.changeOptions(OptionChange.none().withReadProtection(ReadProtection.LEVEL_2), NONE));
        assertThat(workshop.options().readProtection()).isEqualTo(ReadProtection.LEVEL_0);
    }

    private static Image other() {
        return Images.ofSize(700);
    }
}
