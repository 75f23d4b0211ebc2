package io.sectorzero.flash.swd;

import io.sectorzero.device.Parallelism;
import io.sectorzero.device.Sector;
import io.sectorzero.device.VoltageBand;
import io.sectorzero.examination.CauseCatalogue;
import io.sectorzero.failure.Confidence;
import io.sectorzero.failure.Diagnosis;
import io.sectorzero.failure.TargetRefused;
import io.sectorzero.link.Width;
import io.sectorzero.memory.Address;
import io.sectorzero.memory.Bytes;
import java.time.Duration;
import java.util.OptionalDouble;
import java.util.function.BooleanSupplier;

/** Erasing and writing, as wide as the supply of this moment allows and for as long as the data sheet says it may take. */
final class FlashWork {

    private final Attachment attachment;
    private final WriterChoice writers;
    private final Remarks remarks;

    FlashWork(Attachment attachment, WriterChoice writers, Remarks remarks) {
        this.attachment = attachment;
        this.writers = writers;
        this.remarks = remarks;
    }

    void stateSupply(VoltageBand band, OptionalDouble measured) {
        attachment.gauge().plan(band);
        if (measured.isPresent() && !attachment.gauge().allows(Parallelism.X32, measured.getAsDouble())) {
            remarks.warn("E3 the supply measures %.2f V, which is too low to erase and program in words: the flash works %s".formatted(
                    measured.getAsDouble(), band.width()));
        }
    }

    void erase(Sector sector, Duration patience) {
        FlashInterface flash = controller();
        Parallelism width = widthNow();
        Duration enough = longer(patience, attachment.device().timings().erase(sector, width).worst().multipliedBy(2));
        untilItRan("sector %d".formatted(sector.number()), () -> flash.erase(sector, width, enough));
    }

    void eraseEverything(Duration patience) {
        FlashInterface flash = controller();
        Parallelism width = widthNow();
        Duration enough = longer(patience, attachment.device().timings().massErase(width).worst().multipliedBy(2));
        untilItRan("everything", () -> flash.eraseEverything(width, enough));
    }

    private FlashInterface controller() {
        attachment.prepare();
        attachment.session().writer().finish();
        return attachment.session().flash();
    }

    /** C12 of the cause catalogue: an erase that never ran is asked for once more, and no further. */
    private void untilItRan(String what, BooleanSupplier erase) {
        if (erase.getAsBoolean()) {
            return;
        }
        remarks.recoveredAgain("C12 the erase of %s never ran: BSY was never set and EOP did not come; it was asked for once more".formatted(what));
        if (!erase.getAsBoolean()) {
            throw new TargetRefused(Diagnosis.of("The flash does not erase %s", what)
                    .because("it was told to twice; BSY was never set, EOP did not come and no error flag either")
                    .suspect(CauseCatalogue.load().suspect("C12", Confidence.CERTAIN)));
        }
    }

    /** The supply is looked at where a sector begins; looking at each block would cost more than writing it. */
    void write(Address to, Bytes data, Duration patience) {
        attachment.prepare();
        if (attachment.device().layout().sectorAt(to).filter(sector -> sector.range().start().equals(to)).isPresent()) {
            widthNow();
        }
        Parallelism width = possible(attachment.gauge().width());
        Duration enough = longer(patience, attachment.device().timings().program(data.length(), width).worst().multipliedBy(2));
        writers.ready().write(to, data, width, enough);
    }

    private Parallelism widthNow() {
        SupplyGauge gauge = attachment.gauge();
        Parallelism before = gauge.width();
        Parallelism width = possible(gauge.look());
        if (gauge.isNarrower() && width.compareTo(before) < 0) {
            remarks.recoveredAgain("E4 the supply fell to %.2f V: the flash works %s from there".formatted(gauge.lowest().orElse(0), width));
        }
        return width;
    }

    /** A probe that cannot access half-words works byte by byte instead. */
    private Parallelism possible(Parallelism width) {
        return width == Parallelism.X16 && !attachment.session().core().probe().widths().contains(Width.HALF_WORD) ? Parallelism.X8 : width;
    }

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) >= 0 ? one : other;
    }
}
