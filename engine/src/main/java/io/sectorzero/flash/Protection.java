package io.sectorzero.flash;

import static io.sectorzero.failure.Confidence.CERTAIN;

import io.sectorzero.device.Device;
import io.sectorzero.device.OptionBytes;
import io.sectorzero.examination.CauseCatalogue;
import io.sectorzero.failure.ConsentMissing;
import io.sectorzero.failure.Diagnosis;
import io.sectorzero.failure.Protected;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Which protection stands in the way of erasing some sectors, and how it is lifted where the policy allows. */
final class Protection {

    private final ChipIdentity chip;
    private final Policy policy;
    private final Route route;
    private boolean wipes;
    private Optional<OptionBytes> restore = Optional.empty();

    Protection(ChipIdentity chip, Policy policy, Route route) {
        this.chip = chip;
        this.policy = policy;
        this.route = route;
    }

    /** The steps that make these sectors writable. */
    List<Step> opening(Set<Integer> sectors, int margin) {
        var steps = new ArrayList<Step>();
        if (sectors.isEmpty()) {
            return steps;
        }
        Duration wiping = wipingPatience(chip.device(), margin);
        if (chip.readProtected()) {
            if (!policy.agreesTo(Consent.DATA_LOSS)) {
                throw readProtected(chip, route, "writing is refused as well as reading");
            }
            wipes = true;
            steps.add(new Step.LiftReadProtection(wiping));
        }
        chip.options().ifPresent(options -> {
            Set<Integer> code = common(options.codeProtected(), sectors);
            if (!code.isEmpty()) {
                requireConsentForCode(options, code);
                wipes = true;
                steps.add(new Step.LiftCodeProtection(wiping));
            }
            Set<Integer> blocked = common(options.writeProtected(), sectors);
            if (!blocked.isEmpty()) {
                requireLifting(options, blocked);
                var left = new TreeSet<>(options.writeProtected());
                left.removeAll(blocked);
                restore = Optional.of(options);
                steps.add(new Step.LiftWriteProtection(options, options.withWriteProtected(left)));
            }
        });
        return steps;
    }

    /** Whether opening erases everything. */
    boolean wipes() {
        return wipes;
    }

    List<Step> closing() {
        return restore.<List<Step>>map(options -> List.of(new Step.RestoreWriteProtection(options))).orElse(List.of());
    }

    static void refuseReading(ChipIdentity chip, Route route, String why) {
        if (chip.readProtected()) {
            throw readProtected(chip, route, why);
        }
    }

    private static Protected readProtected(ChipIdentity chip, Route route, String why) {
        return new Protected(Diagnosis.of("The chip is read-protected")
                .because("%s", route.readProtectionLooks())
                .because("%s", why)
                .suspect(CauseCatalogue.load().suspect("C1", CERTAIN)).suspect(CauseCatalogue.load().suspect(route.readProtectionCause(), CERTAIN))
                .remedy("agree to the loss of all content of the flash (consent data-loss): lifting read protection on %s"
                        + " erases it", chip.device())
                .remedy("or leave the board as it is; only its own application sees the flash"));
    }

    private void requireConsentForCode(OptionBytes options, Set<Integer> sectors) {
        if (!policy.agreesTo(Consent.DATA_LOSS)) {
            throw new Protected(Diagnosis.of("%s proprietary code protection (PCROP)", sectors(sectors, "has", "have"))
                    .because("option bytes: %s", options.describe())
                    .because("with SPRMOD set a 1 in nWRP forbids reading and writing the sector")
                    .suspect(CauseCatalogue.load().suspect("C4", CERTAIN))
                    .remedy("agree to the loss of all content of the flash (consent data-loss): this protection leaves only"
                            + " together with read protection, and the chip erases itself then"));
        }
    }

    private void requireLifting(OptionBytes options, Set<Integer> sectors) {
        if (!policy.liftWriteProtection()) {
            throw new Protected(Diagnosis.of("%s write-protected", sectors(sectors, "is", "are"))
                    .because("option bytes: %s", options.describe())
                    .because(route.isBootloader() ? "the bootloader would acknowledge the erase and leave the content as it is, so nothing was tried"
                            : "the chip would refuse to erase them, so nothing was tried")
                    .suspect(CauseCatalogue.load().suspect("C3", CERTAIN)).suspect(CauseCatalogue.load().suspect(route.writeProtectionCause(), CERTAIN))
                    .remedy("allow the protection to be lifted for the work; it is put back afterwards")
                    .remedy("or build an image that leaves %s alone", sectors.size() == 1 ? "that sector" : "those sectors"));
        }
    }

    /** Everything and the option bytes: what lifting read protection may take at the narrowest width, which the chip may use. */
    static Duration wipingPatience(Device device, int margin) {
        return device.timings().massErase(device.bootloader().assumed().width()).worst()
                .plus(device.timings().optionWrite().worst()).multipliedBy(margin);
    }

    private static Set<Integer> common(Set<Integer> some, Set<Integer> others) {
        var both = new TreeSet<>(some);
        both.retainAll(others);
        return both;
    }

    private static String sectors(Set<Integer> numbers, String one, String many) {
        return numbers.size() == 1 ? "Sector %d %s".formatted(numbers.iterator().next(), one)
                : "Sectors %s %s".formatted(numbers.stream().map(String::valueOf).collect(Collectors.joining(", ")), many);
    }

    /** Thrown where an act is asked for by name and its consent is not given. */
    static ConsentMissing consentMissing(String what, Consent consent) {
        return new ConsentMissing(Diagnosis.of("%s", what).remedy("agree to it by name: consent %s",
                consent.name().toLowerCase(Locale.ROOT).replace('_', '-')));
    }
}
