package io.sectorzero.flash.swd;

import io.sectorzero.bench.Bench;
import io.sectorzero.device.Device;
import io.sectorzero.device.OptionBytes;
import io.sectorzero.examination.CauseCatalogue;
import io.sectorzero.examination.Fact;
import io.sectorzero.examination.Instruments;
import io.sectorzero.examination.Observation;
import io.sectorzero.failure.Confidence;
import io.sectorzero.failure.LinkLost;
import io.sectorzero.failure.TargetSilent;
import io.sectorzero.flash.ChipIdentity;
import io.sectorzero.flash.Connect;
import io.sectorzero.flash.OptionFacts;
import io.sectorzero.flash.Stated;
import io.sectorzero.link.DapFailure;
import io.sectorzero.link.DebugProbe;
import io.sectorzero.protocol.adi.TargetCore;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * The chip on the wire for as long as somebody works on it: come to, come to anew once nobody knows what it has done since, and
 * left as it was found.
 */
final class Attachment {

    private final Bench bench;
    private final Stated stated;
    private final SwdContact contact;
    private final Remarks remarks;
    private Optional<SwdSession> session = Optional.empty();
    private Optional<Device> device = Optional.empty();
    private Optional<SupplyGauge> gauge = Optional.empty();
    private Optional<QuietChip> quiet = Optional.empty();
    private Optional<Observation> portState = Optional.empty();
    private List<Observation> protection = List.of();
    private Optional<OptionBytes> beforeStart = Optional.empty();
    private Optional<Observation> sinceStart = Optional.empty();
    private boolean metInTheAct;
    private boolean started;
    private boolean lost;
    private boolean doubtful;

    Attachment(Bench bench, Stated stated, SwdContact contact, Remarks remarks) {
        this.bench = bench;
        this.stated = stated;
        this.contact = contact;
        this.remarks = remarks;
    }

    /** @param anew chip and core are come to, and made quiet, as if nobody had been there before */
    ChipIdentity connect(boolean anew) {
        // What went wrong before was told then, and says nothing about what goes wrong from here on.
        portState = Optional.empty();
        protection = List.of();
        if (lost) {
            contact.close();
        }
        if (lost || doubtful || anew || started) {
            session = Optional.empty();
        }
        started = false;
        if (session.isEmpty()) {
            boolean first = contact.firstSight().isEmpty();
            guarded(() -> use(contact.establish()));
            metInTheAct = metInTheAct || first && contact.firstSight().filter(ChipState::isWritingOptions).isPresent();
        } else {
            session.get().writer().finish();
        }
        lost = false;
        doubtful = false;
        return identified();
    }

    /** As {@link #connect} while the work goes on: the chip has been without power, or reset itself. */
    void establishAgain() {
        use(contact.establish());
    }

    private void use(TargetCore core) {
        quiet = quiet.map(before -> before.on(core)).or(() -> Optional.of(new QuietChip(core)));
        session = Optional.of(new SwdSession(core, quiet.get(), bench.trace()));
        awaken(core);
        if (contact.resetWired().equals(Optional.of(false))) {
            remarks.warn("H5 or the probe is a copy, which has no reset line: what a copy senses of the supply stays as it is while the board "
                    + "is without power");
        }
    }

    /** A core that sleeps, now or later, lets nobody at the memories unless the debug clocks are kept on. F2 of the cause catalogue. */
    private void awaken(TargetCore core) {
        session().quiet().keepClocks();
        if (contact.firstSight().filter(state -> state.wasAsleep() && state.isUnread()).isPresent()) {
            contact.lookAgain(core);
            remarks.recovered("F2 the core was asleep (WFI) and with it the way to the memories; the debug clocks were kept on (DBGMCU_CR)");
        }
    }

    /** Who is there; from here on, the last who was. */
    ChipIdentity identified() {
        return guarded(() -> {
            var identity = new SwdIdentity(session().core(), stated.device().or(bench::device), stated.revision());
            try {
                ChipIdentity chip = identity.read();
                protection = chip.options().filter(read -> chip.readProtected()).map(OptionFacts::protection).orElse(List.of());
                sinceStart = chip.options().flatMap(this::comparedWithStart);
                device = Optional.of(chip.device());
                if (gauge.isEmpty()) {
                    gauge = Optional.of(new SupplyGauge(chip.device().bootloader(), contact::volts));
                }
                return chip;
            } finally {
                identity.warnings().forEach(remarks::warn);
            }
        });
    }

    /** The chip stands still, and what it was found doing is told. */
    void prepare() {
        started = false;
        SwdSession.Found found = session().prepare(contact.how(), contact.firstSight());
        found.told().forEach(remarks::warn);
        found.overcome().forEach(remarks::recovered);
    }

    /** @param options what they are while the program does not run yet */
    void starts(OptionBytes options) {
        beforeStart = Optional.of(options);
        started = true;
    }

    /** From here on it is we who changed the option bytes. */
    void optionsAreOurs() {
        beforeStart = Optional.empty();
        sinceStart = Optional.empty();
        metInTheAct = false;
    }

    private Optional<Observation> comparedWithStart(OptionBytes now) {
        return beforeStart.map(then -> protectsNoMoreThan(then, now) ? Fact.OPTION_AFTER_START.is("as-before", "no more is protected than before the start")
                : Fact.OPTION_AFTER_START.is("changed", "before the program was started here they were: %s", then.describe()));
    }

    private static boolean protectsNoMoreThan(OptionBytes then, OptionBytes now) {
        return then.readProtection() == now.readProtection() && then.writeProtected().containsAll(now.writeProtected())
                && then.codeProtected().containsAll(now.codeProtected());
    }

    /** The next contact comes to probe and chip anew. */
    void lose() {
        lost = true;
    }

    /** The chip answers nobody any more: there is nothing to leave as it was found. */
    void forget() {
        contact.close();
        session = Optional.empty();
    }

    void leave() {
        if (!lost && !started) {
            // Under reset it was we who halted it.
            boolean halted = contact.how() != Connect.UNDER_RESET && contact.firstSight().filter(ChipState::wasHalted).isPresent();
            session.ifPresent(now -> now.leave(contact.how(), halted, doubtful));
        }
    }

    /** Why the chip fell silent is looked for at once: the reasons of a reset are lost with the next power-on. */
    List<Observation> observed(Instruments instruments) {
        var observed = new ArrayList<Observation>(protection);
        portState.ifPresent(observed::add);
        sinceStart.ifPresent(observed::add);
        if (metInTheAct) {
            observed.add(Fact.OPTION_AFTER_START.is("changing", "when the chip was met, its program was writing the option bytes"));
        }
        if (session.isEmpty() && !lost) {
            instruments.measure(Fact.RESET_WIRE).ifPresent(observed::add);
        }
        if (doubtful && session.filter(SwdSession::isTouched).isPresent()) {
            Stream.of(Fact.ERASE_TIME, Fact.RESET_DURING).flatMap(fact -> instruments.measure(fact).stream()).forEach(observed::add);
        }
        if (session.isPresent() && !doubtful && !lost) {
            instruments.measure(Fact.IDENTITY_SIZE).filter(size -> !size.value().equals("as-expected")).ifPresent(observed::add);
        }
        return observed;
    }

    /** Notes a probe that is gone, and a chip that fell silent, so that the next contact comes to them anew. */
    <A> A guarded(Supplier<A> work) {
        try {
            return work.get();
        } catch (LinkLost gone) {
            lost = true;
            if (contact.probeIsPresent()) {
                portState = Optional.of(Fact.PORT_STATE.is("unresponsive", "the probe is still on the bus"));
            }
            throw gone;
        } catch (TargetSilent silent) {
            doubtful = true;
            throw damaged() ? silent.with(silent.diagnosis().because("at %d kHz on the wire", contact.kilohertz().orElse(0))
                    .suspect(CauseCatalogue.load().suspect("E11", Confidence.LIKELY))) : silent;
        }
    }

    void guarded(Runnable work) {
        guarded(() -> {
            work.run();
            return true;
        });
    }

    /** Whether what came last was spoilt on the wire. */
    private boolean damaged() {
        return contact.probe().flatMap(DebugProbe::lastFailure).filter(failure -> failure.kind() == DapFailure.Kind.DAMAGED).isPresent();
    }

    SwdContact contact() {
        return contact;
    }

    Optional<SwdSession> current() {
        return session;
    }

    Optional<Device> identifiedDevice() {
        return device;
    }

    SwdSession session() {
        return session.orElseThrow(() -> new IllegalStateException("nobody is attached"));
    }

    SupplyGauge gauge() {
        return gauge.orElseThrow(() -> new IllegalStateException("used before anybody was identified"));
    }

    Device device() {
        return device.orElseThrow(() -> new IllegalStateException("used before anybody was identified"));
    }
}
