package io.sectorzero.cli;

import io.sectorzero.flash.Consent;
import java.util.List;
import java.util.Set;
import picocli.CommandLine.Option;

/** What somebody agrees to lose. */
final class Consents {

    @Option(names = "--consent", paramLabel = "ACT", split = ",",
            description = "Agree to lose something for good: data-loss, rdp-level-2, otp.")
    List<Consent> acts = List.of();

    Set<Consent> given() {
        return Set.copyOf(acts);
    }
}
