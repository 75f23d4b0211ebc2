package io.sectorzero.flash.dfu;

import io.sectorzero.failure.Diagnosis;
import io.sectorzero.failure.TargetSilent;
import io.sectorzero.link.SetupPacket;
import io.sectorzero.link.UsbIdentity;
import io.sectorzero.link.UsbLink;
import io.sectorzero.link.UsbMatch;
import io.sectorzero.link.UsbPort;
import io.sectorzero.link.UsbTransfer;
import io.sectorzero.link.WithoutPipes;
import io.sectorzero.memory.Address;
import io.sectorzero.memory.Bytes;
import io.sectorzero.time.Crank;
import io.sectorzero.time.Deadline;
import io.sectorzero.time.TimeSource;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A bootloader on paper with a flash behind it, in each way AN3156 can be read: blocks counted in lengths of the transfer or
 * in the largest length, the pointer left alone by an erase or moved by it. It refuses what is out of its memories.
 */
final class PaperLoader implements UsbPort, WithoutPipes {

    static final int BLOCK = 2048;
    static final int SECTOR = 16 * 1024;
    private static final int FLASH = 0x0800_0000;
    private static final Bytes FACTORY_OPTIONS = Bytes.parseHex("EC AA FF FF FF FF FF FF FF 0F FF FF FF FF FF FF");

    final byte[] flash;
    final byte[] information = new byte[64];
    final List<String> names = new ArrayList<>();
    final List<UsbIdentity> plugged = new ArrayList<>(List.of(new UsbIdentity(0x0483, 0xDF11, 0x2200, "A")));
    boolean countsLargest;
    boolean eraseMovesPointer;
    boolean servesInformation = true;
    boolean readProtected;
    int pointersSet;
    /** What it says is {@link #BLOCK}. */
    int takesAtMost = BLOCK;
    int largestTaken;

    private final Crank clock = new Crank();
    private int state = 2;
    private int status;
    private int pending;
    private int alternate;
    private long pointer = FLASH & 0xFFFFFFFFL;
    private Runnable work = () -> { };

    PaperLoader(int kilobytes) {
        flash = new byte[kilobytes * 1024];
        Arrays.fill(flash, (byte) 0xFF);
        names.add("@Internal Flash  /0x08000000/%s".formatted(kilobytes == 1024 ? "04*016Kg,01*064Kg,07*128Kg" : "04*016Kg,01*064Kg,03*128Kg"));
        names.add("@Option Bytes  /0x1FFFC000/01*016 e");
        information[0x12] = (byte) kilobytes;
        information[0x13] = (byte) (kilobytes >>> 8);
    }

    TimeSource time() {
        return clock;
    }

    @Override public String name() {
        return "paper";
    }

    @Override public List<UsbIdentity> present() {
        return plugged;
    }

    @Override public UsbLink await(UsbMatch match, Deadline deadline) {
        if (plugged.stream().noneMatch(match::fits)) {
            clock.pass(deadline.remaining());
            throw new TargetSilent(Diagnosis.of("nobody came"));
        }
        return this;
    }

    @Override public UsbIdentity identity() {
        return plugged.get(0);
    }

    @Override public UsbTransfer control(SetupPacket setup, Bytes out, Deadline deadline) {
        clock.pass(Duration.ofMillis(1));
        if (setup.requestType() == 0x80) {
            Bytes whole = setup.value() >>> 8 == 2 ? configuration() : string(names.get((setup.value() & 0xFF) - 4));
            return UsbTransfer.done(whole.slice(0, Math.min(whole.length(), setup.length())));
        }
        return switch (setup.request()) {
            case 1 -> download(setup.value(), out);
            case 2 -> upload(setup.value(), setup.length());
            case 3 -> getStatus();
            case 5 -> UsbTransfer.done(Bytes.of(state));
            default -> become(2);
        };
    }

    private UsbTransfer download(int block, Bytes out) {
        if (out.length() > takesAtMost) {
            state = 10;
            status = 15;
            return UsbTransfer.stalled();
        }
        largestTaken = Math.max(largestTaken, out.length());
        pending = readProtected && out.at(0) != 0x21 ? 11 : 0;
        work = block == 0 ? command(out) : () -> program(addressOf(block, out.length()), out);
        return become(3);
    }

    private Runnable command(Bytes out) {
        if (out.length() == 1) {
            return () -> Arrays.fill(flash, (byte) 0xFF);
        }
        long address = Integer.toUnsignedLong(out.u32(1));
        if (out.at(0) == 0x21) {
            pointersSet++;
            return () -> {
                if (isReadable(address)) {
                    pointer = address;
                } else {
                    pending = 1;
                }
            };
        }
        return () -> {
            int sector = (int) (address - FLASH) / SECTOR * SECTOR;
            Arrays.fill(flash, sector, sector + SECTOR, (byte) 0xFF);
            pointer = eraseMovesPointer ? address : pointer;
        };
    }

    private void program(long address, Bytes data) {
        for (int i = 0; i < data.length(); i++) {
            flash[(int) (address - FLASH) + i] &= (byte) data.at(i);
        }
    }

    private UsbTransfer upload(int block, int length) {
        if (block == 0) {
            state = 2;
            return UsbTransfer.done(Bytes.of(0x00, 0x21, 0x41, 0x92));
        }
        long from = addressOf(block, length);
        if (readProtected || !isReadable(from)) {
            state = 10;
            status = readProtected ? 11 : 1;
            return UsbTransfer.stalled();
        }
        state = 9;
        if (from >= 0x1FFF_C000L) {
            return UsbTransfer.done(FACTORY_OPTIONS.slice(0, length));
        }
        boolean isFlash = from - FLASH < flash.length;
        byte[] memory = isFlash ? flash : information;
        int at = (int) (isFlash ? from - FLASH : from - 0x1FFF_7A10L);
        return UsbTransfer.done(at < 0 || at + length > memory.length ? Bytes.repeat(0xFF, length) : Bytes.copyOf(memory, at, at + length));
    }

    private boolean isReadable(long address) {
        return address >= FLASH && address < FLASH + flash.length || address >= 0x1FFF_C000L && address < 0x1FFF_C010L
                || servesInformation && address >= 0x1FFF_0000L && address < 0x1FFF_7B00L;
    }

    private long addressOf(int block, int length) {
        return pointer + (long) (block - 2) * (countsLargest ? BLOCK : length);
    }

    private UsbTransfer getStatus() {
        if (state == 3) {
            state = 4;
            return reported(0);
        }
        if (state == 4) {
            if (pending == 0) {
                work.run();
            }
            state = pending == 0 ? 5 : 10;
            status = pending;
        }
        return reported(status);
    }

    private UsbTransfer reported(int code) {
        return UsbTransfer.done(Bytes.of(code, 0, 0, 0, state, 0));
    }

    private UsbTransfer become(int next) {
        state = next;
        status = 0;
        return UsbTransfer.done(Bytes.NONE);
    }

    private Bytes configuration() {
        Bytes all = Bytes.NONE;
        for (int i = 0; i < names.size(); i++) {
            all = all.then(Bytes.of(9, 4, 0, i, 0, 0xFE, 1, 2, 4 + i));
        }
        all = all.then(Bytes.of(9, 0x21, 0x0B, 0xFF, 0, BLOCK & 0xFF, BLOCK >>> 8, 0x1A, 1));
        return Bytes.of(9, 2, all.length() + 9, 0, 1, 1, 0, 0xC0, 0x32).then(all);
    }

    private static Bytes string(String text) {
        byte[] content = text.getBytes(StandardCharsets.UTF_16LE);
        return Bytes.of(content.length + 2, 3).then(Bytes.copyOf(content));
    }

    @Override public boolean selectAlternate(int interfaceNumber, int wanted) {
        alternate = wanted;
        return alternate < names.size();
    }

    @Override public void close() {
        state = 2;
    }

    static Address flashAt(long offset) {
        return Address.of(FLASH + offset);
    }
}
