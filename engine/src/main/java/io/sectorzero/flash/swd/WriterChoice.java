package io.sectorzero.flash.swd;

import io.sectorzero.failure.TargetRefused;
import io.sectorzero.failure.TargetSilent;
import io.sectorzero.flash.Connect;
import io.sectorzero.flash.OnChip;
import io.sectorzero.memory.Address;
import io.sectorzero.memory.AddressRange;
import java.util.Optional;
import java.util.function.Function;

/** Who writes: our loader in the chip's RAM where it was asked for, fits and never came to grief; else the host. */
final class WriterChoice {

    private final Attachment attachment;
    private final Remarks remarks;
    private boolean loaderFailed;

    WriterChoice(Attachment attachment, Remarks remarks) {
        this.attachment = attachment;
        this.remarks = remarks;
    }

    /** Whether a loader came to grief, so that nobody knows what core and RAM are like. */
    boolean hasLoaderFailed() {
        loaderFailed |= attachment.current().filter(SwdSession::cameToGrief).isPresent();
        return loaderFailed;
    }

    /** Most data a loader takes at once; 0 where there is none. */
    int slotBytes() {
        return room().map(LoaderLayout::slotBytes).orElse(0);
    }

    void useLoader() {
        SwdSession session = attachment.session();
        if (!(session.writer() instanceof LoaderWriter)) {
            room().ifPresent(layout -> session.writeBy(new LoaderWriter(session.flash(), attachment.device(), layout,
                    attachment.contact().how() != Connect.HOT_PLUG)));
        }
    }

    /** Empty where there is no room for a loader, or one came to grief before. */
    private Optional<LoaderLayout> room() {
        return loaderFailed ? Optional.empty() : attachment.identifiedDevice().flatMap(known -> known.memory().find("ram")).flatMap(LoaderLayout::in);
    }

    /** The writer, at work: a loader that cannot be put into RAM gives way to the host before anything was written. */
    BlockWriter ready() {
        SwdSession session = attachment.session();
        if (session.writer() instanceof LoaderWriter loader) {
            try {
                loader.start();
            } catch (TargetRefused | TargetSilent refusal) {
                remarks.recoveredAgain("our loader cannot be put into the chip's RAM, so the host writes: %s".formatted(refusal.diagnosis().what()));
                loaderFailed = true;
                session.writeByHost();
            }
        }
        return session.writer();
    }

    Optional<OnChip> onChip() {
        return attachment.current().flatMap(now -> now.writer().onChip()).map(chip -> new OnChip() {
            @Override public int checksum(AddressRange range) {
                return asked(chip::checksum, range);
            }

            @Override public Optional<Address> firstNotBlank(AddressRange range) {
                return asked(chip::firstNotBlank, range);
            }
        });
    }

    private <A> A asked(Function<AddressRange, A> question, AddressRange range) {
        return attachment.guarded(() -> {
            attachment.prepare();
            return question.apply(range);
        });
    }
}
