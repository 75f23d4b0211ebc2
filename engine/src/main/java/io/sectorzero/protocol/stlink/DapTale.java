package io.sectorzero.protocol.stlink;

import io.sectorzero.failure.BoardState;
import io.sectorzero.failure.Confidence;
import io.sectorzero.failure.Diagnosis;
import io.sectorzero.failure.SectorZeroException;
import io.sectorzero.failure.Suspect;
import io.sectorzero.failure.TargetRefused;
import io.sectorzero.failure.TargetSilent;
import io.sectorzero.link.DapFailure;
import io.sectorzero.memory.Address;

/** The story of an access that failed. Causes are named by the examination, which sees more than one of them. */
final class DapTale {

    private static final Suspect COPY = new Suspect("H5", "the probe is a copy with missing abilities", Confidence.POSSIBLE);

    private DapTale() {
    }

    static SectorZeroException of(DapFailure failure, String command) {
        String where = failure.at().map(Address::toString).map(" at "::concat).orElse("");
        String evidence = "%s: %s".formatted(command, failure.code());
        return switch (failure.kind()) {
            case FAULT -> new TargetRefused(Diagnosis.of("The chip refused an access%s", where).because("%s", evidence));
            case WAIT -> new TargetSilent(Diagnosis.of("The chip's bus was not ready for an access%s", where)
                    .because("%s", evidence).leaves(BoardState.UNKNOWN));
            case DAMAGED -> new TargetSilent(Diagnosis.of("The chip's answer came damaged%s", where)
                    .because("%s", evidence).leaves(BoardState.UNKNOWN));
            case SILENT -> new TargetSilent(Diagnosis.of("No chip answers on the debug port").because("%s", evidence));
            case PROBE -> new TargetRefused(Diagnosis.of("The probe refused an access%s", where).because("%s", evidence)
                    .suspect(COPY).remedy("unplug the probe, plug it in again, and start anew"));
        };
    }
}
