package io.sectorzero.suites.naming;

import io.sectorzero.bench.BenchDescription;
import io.sectorzero.flash.Connect;
import io.sectorzero.flash.Consent;
import io.sectorzero.flash.OptionChange;
import io.sectorzero.flash.Policy;
import io.sectorzero.flash.Probing;
import io.sectorzero.flash.Route;
import io.sectorzero.flash.Stated;
import io.sectorzero.hil.Boards;
import io.sectorzero.hil.Outcome;
import io.sectorzero.image.Image;
import io.sectorzero.memory.Address;
import io.sectorzero.memory.Bytes;
import java.time.Duration;
import java.util.Set;
import java.util.function.BiFunction;

/**
 * One way to be wrong, what somebody then does, and what the engine has to say about it.
 *
 * @param file     of {@code fixtures/boards}; its name begins with the cause's id
 * @param says     which cause has to be named
 * @param how      where it has to be named
 * @param because  why it cannot be the first suspect; empty when it is
 */
record BrokenBoard(String file, String says, How how, String because, BiFunction<Boards, Image, Outcome> deed) {

    enum How {
        /** The work fails and this is the first suspect. */
        FIRST,
        /** The work fails and this is among the suspects: the serial line does not tell it from the first. */
        AMONG,
        /** The work succeeds, and the report names this as what was overcome or as a warning. */
        OVERCOME,
        /** The work fails, and the evidence says this. It is no cause of the catalogue. */
        TOLD,
        /** The work succeeds and there is nothing to name. */
        UNNOTICED
    }

    static BrokenBoard first(String file, String cause) {
        return new BrokenBoard(file, cause, How.FIRST, "", flashing(file, Policy.careful(), Stated.nothing()));
    }

    static BrokenBoard among(String file, String cause, String because) {
        return new BrokenBoard(file, cause, How.AMONG, because, flashing(file, Policy.careful(), Stated.nothing()));
    }

    static BrokenBoard overcome(String file, String cause) {
        return new BrokenBoard(file, cause, How.OVERCOME, "", flashing(file, Policy.careful(), Stated.nothing()));
    }

    static BrokenBoard told(String file, String evidence) {
        return new BrokenBoard(file, evidence, How.TOLD, "", flashing(file, Policy.careful(), Stated.nothing()));
    }

    static BrokenBoard unnoticed(String file, String because) {
        return new BrokenBoard(file, "", How.UNNOTICED, because, flashing(file, Policy.careful(), Stated.nothing()));
    }

    BrokenBoard under(Policy policy) {
        return doing(flashing(file, policy, Stated.nothing()));
    }

    BrokenBoard stating(Stated stated) {
        return doing(flashing(file, Policy.careful(), stated));
    }

    /** Something else is flashed: where the trouble lies. */
    BrokenBoard writing(Image image) {
        return doing((boards, blinky) -> boards.named(file).flash(image));
    }

    /** As {@link #writing(Image)}, with something allowed, and something stated about the board. */
    BrokenBoard writing(Image image, Policy policy, Stated stated) {
        return doing((boards, blinky) -> boards.named(file).attempt(stated, workshop -> workshop.flash(image, policy)));
    }

    /** As {@link #writing(Image)}, and what goes wrong is not recovered from. */
    BrokenBoard writingInOneAttempt(Image image, Stated stated) {
        return doing((boards, blinky) -> boards.named(file).attempt(stated,
                workshop -> workshop.recovering(false).flash(image, Policy.careful())));
    }

    /** As {@link #writing(Image)}, on a bench that says nothing about the chip that is on it. */
    BrokenBoard writingOnAnUnnamedPart(Image image) {
        return doing((boards, blinky) -> boards.onBench(BenchDescription.parse("unnamed", """
                kind   = "simulator"
                supply = 3.3
                """)).named(file).flash(image));
    }

    /** The blinky was written over what the board holds, without an erase, and is then verified. */
    BrokenBoard verifyingWhatWasWrittenOver() {
        return verifyingWhatWasWrittenOver(Route.UART);
    }

    /** As {@link #verifyingWhatWasWrittenOver()}, by a route of choice. */
    BrokenBoard verifyingWhatWasWrittenOver(Route route) {
        return doing((boards, blinky) -> {
            var board = boards.named(file);
            Address start = blinky.segments().get(0).start();
            Bytes wanted = blinky.segments().get(0).data();
            Bytes held = board.board().flashContent();
            byte[] both = wanted.toArray();
            for (int i = 0; i < both.length; i++) {
                both[i] &= (byte) held.at(i);
            }
            board.board().load(start, Bytes.copyOf(both));
            return board.attempt(route, Stated.nothing(), workshop -> workshop.verify(blinky));
        });
    }

    /** The same work, over USB. */
    BrokenBoard overUsb(Policy policy) {
        return doing((boards, blinky) -> boards.named(file).attempt(Route.DFU, Stated.nothing(),
                workshop -> workshop.flash(blinky, policy)));
    }

    /** Something else is written over USB: where the trouble lies. */
    BrokenBoard writingOverUsb(Image image) {
        return doing((boards, blinky) -> boards.named(file).attempt(Route.DFU, Stated.nothing(),
                workshop -> workshop.flash(image, Policy.careful())));
    }

    /** The same work, through the debug port. */
    BrokenBoard overSwd() {
        return overSwd(Policy.careful());
    }

    /** As {@link #overSwd()}, with something allowed. */
    BrokenBoard overSwd(Policy policy) {
        return doing((boards, blinky) -> boards.named(file).attempt(Route.SWD, Stated.nothing(),
                workshop -> workshop.flash(blinky, policy)));
    }

    /** The same work, the probe told to begin with the chip held in reset. */
    BrokenBoard connectingUnderReset() {
        return connectingUnderReset(Policy.careful());
    }

    /** As {@link #connectingUnderReset()}, with something allowed. */
    BrokenBoard connectingUnderReset(Policy policy) {
        return connecting(Connect.UNDER_RESET, policy);
    }

    /** The same work on a chip that is not reset. */
    BrokenBoard hotPlugged() {
        return connecting(Connect.HOT_PLUG, Policy.careful());
    }

    private BrokenBoard connecting(Connect way, Policy policy) {
        Stated stated = Stated.nothing().withProbing(Probing.usual().withConnect(way));
        return doing((boards, blinky) -> boards.named(file).attempt(Route.SWD, stated, workshop -> workshop.flash(blinky, policy)));
    }

    /** Something else is written through the debug port: where the trouble lies. */
    BrokenBoard writingOverSwd(Image image, Policy policy) {
        return doing((boards, blinky) -> boards.named(file).attempt(Route.SWD, Stated.nothing(),
                workshop -> workshop.flash(image, policy)));
    }

    /** As {@link #overSwd()}, on a board that has been on for long enough that its program has done what it does at its start. */
    BrokenBoard overSwdLater() {
        return doing((boards, blinky) -> {
            var board = boards.named(file);
            board.board().world().pass(Duration.ofSeconds(5));
            return board.attempt(Route.SWD, Stated.nothing(), workshop -> workshop.flash(blinky, Policy.careful()));
        });
    }

    /** No image at all: the write protection of all sectors is to go, through the debug port. */
    BrokenBoard unprotectingOverSwd() {
        return doing((boards, blinky) -> boards.named(file).attempt(Route.SWD, Stated.nothing(), workshop -> {
            workshop.changeOptions(OptionChange.none().withWriteProtected(Set.of()), Set.of());
            return workshop.lastReport().orElseThrow();
        }));
    }

    /** The image is written over whatever it costs, started, and given the time to do what it does; then the usual work is tried. */
    BrokenBoard overSwdAfterStarting(Image image) {
        return doing((boards, blinky) -> {
            var board = boards.named(file);
            return board.attempt(Route.SWD, Stated.nothing(), workshop -> {
                workshop.flash(image, Policy.careful().with(Consent.DATA_LOSS).withStartAfter(true));
                board.board().world().pass(Duration.ofSeconds(2));
                return workshop.flash(blinky, Policy.careful());
            });
        });
    }

    BrokenBoard verifyingOverSwd() {
        return doing((boards, blinky) -> boards.named(file).attempt(Route.SWD, Stated.nothing(),
                workshop -> workshop.verify(blinky)));
    }

    BrokenBoard verifying() {
        return doing((boards, blinky) -> boards.named(file).attempt(workshop -> workshop.verify(blinky)));
    }

    private BrokenBoard doing(BiFunction<Boards, Image, Outcome> other) {
        return new BrokenBoard(file, says, how, because, other);
    }

    private static BiFunction<Boards, Image, Outcome> flashing(String file, Policy policy, Stated stated) {
        return (boards, blinky) -> boards.named(file).attempt(stated, workshop -> workshop.flash(blinky, policy));
    }

    @Override public String toString() {
        return file.replace(".toml", "");
    }
}
