package io.sectorzero.flash.dfu;

import io.sectorzero.failure.Diagnosis;
import io.sectorzero.failure.TargetRefused;
import io.sectorzero.memory.Address;
import io.sectorzero.memory.AddressRange;
import io.sectorzero.memory.Bytes;
import io.sectorzero.protocol.dfu.DfuSession;
import io.sectorzero.protocol.dfu.Download;
import io.sectorzero.protocol.dfu.EraseSector;
import io.sectorzero.protocol.dfu.MassErase;
import io.sectorzero.protocol.dfu.MemoryString;
import io.sectorzero.protocol.dfu.SetAddress;
import io.sectorzero.protocol.dfu.Upload;
import io.sectorzero.protocol.dfu.WriteOptions;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Memory by address, over commands that know a pointer and block numbers. AN3156 Rev 18 counts blocks in lengths of the
 * transfer, other loaders in the largest length; they agree on whole blocks and on the first one, so nothing else is asked for.
 * The pointer is set once and whole blocks are counted from it, because setting it can cost a tenth of a second.
 */
final class DfuMemory {

    /** Where addresses go that no alternate setting names: system memory is read through the one for the flash [P]. */
    private static final int FLASH = 0;

    private final DfuSession session;
    private final int blockBytes;
    private OptionalInt alternate = OptionalInt.empty();
    private Optional<Address> pointer = Optional.empty();

    DfuMemory(DfuSession session, int blockBytes) {
        this.session = session;
        this.blockBytes = blockBytes;
    }

    int blockBytes() {
        return blockBytes;
    }

    Bytes read(Address from, int length) {
        int setting = enter(from);
        Optional<AddressRange> whole = session.function().memory(setting)
                .flatMap(memory -> wholeBlocks(memory, new AddressRange(from, length)));
        if (whole.isEmpty()) {
            point(from);
            return session.run(new Upload(Download.FIRST_BLOCK, length));
        }
        Bytes all = Bytes.NONE;
        for (long at = 0; at < whole.get().length(); at += blockBytes) {
            all = all.then(session.run(new Upload(numberOf(whole.get().start().plus(at), session.function().memory(setting)
                    .orElseThrow().start()), blockBytes)));
        }
        int skipped = (int) from.minus(whole.get().start());
        return all.slice(skipped, skipped + length);
    }

    void write(Address to, Bytes data, Duration patience) {
        int setting = enter(to);
        Optional<MemoryString> memory = session.function().memory(setting);
        boolean whole = data.length() == blockBytes && memory.isPresent() && to.minus(memory.get().start()) % blockBytes == 0;
        if (whole) {
            session.run(new Download(numberOf(to, memory.get().start()), data, patience));
        } else {
            point(to);
            session.run(new Download(Download.FIRST_BLOCK, data, patience));
        }
    }

    /** All option bytes at once; the device leaves the bus. */
    void writeOptions(Address to, Bytes all, Duration patience) {
        enter(to);
        point(to);
        session.run(new WriteOptions(all, patience));
    }

    // Loaders are known that leave the pointer at what was erased, so it is not relied upon afterwards.
    void erase(Address at, Duration patience) {
        enter(at);
        pointer = Optional.empty();
        session.run(new EraseSector(at, patience));
    }

    void eraseEverything(Address flash, Duration patience) {
        enter(flash);
        pointer = Optional.empty();
        session.run(new MassErase(patience));
    }

    void point(Address at) {
        if (!pointer.equals(Optional.of(at))) {
            pointer = Optional.empty();
            session.run(new SetAddress(at));
            pointer = Optional.of(at);
        }
    }

    /** Chooses the alternate setting for an address. */
    int enter(Address at) {
        int wanted = session.function().alternateAt(at).orElse(FLASH);
        // A device with one setting only may refuse to be told which. USB 2.0 §9.4.10.
        if (!alternate.equals(OptionalInt.of(wanted)) && session.function().memories().size() > 1) {
            pointer = Optional.empty();
            alternate = OptionalInt.empty();
            session.select(wanted);
            alternate = OptionalInt.of(wanted);
        }
        return wanted;
    }

    /** The alternate setting for an address, which must have one. */
    void require(Address at, String what) {
        if (session.function().alternateAt(at).isEmpty()) {
            throw new TargetRefused(Diagnosis.of("The bootloader offers no %s over DFU", what)
                    .because("none of its alternate settings has %s: %s", at, session.function().memories()));
        }
    }

    private int numberOf(Address block, Address start) {
        long number = Download.FIRST_BLOCK + block.minus(start) / blockBytes;
        if (number <= Download.LAST_BLOCK) {
            point(start);
            return (int) number;
        }
        point(block);
        return Download.FIRST_BLOCK;
    }

    /** The whole blocks a range lies in, as long as the memory has all of them. */
    private Optional<AddressRange> wholeBlocks(MemoryString memory, AddressRange range) {
        long first = range.start().minus(memory.start()) / blockBytes * blockBytes;
        long end = (range.end() - memory.start().unsigned() + blockBytes - 1) / blockBytes * blockBytes;
        if (first < 0 || memory.runs().stream().noneMatch(run -> run.range().contains(range.start()))) {
            return Optional.empty();
        }
        var whole = AddressRange.of(memory.start().unsigned() + first, end - first);
        boolean covered = memory.covers(whole.start()) && memory.covers(whole.last()) && memory.sizeBytes() >= end;
        return covered ? Optional.of(whole) : Optional.empty();
    }
}
