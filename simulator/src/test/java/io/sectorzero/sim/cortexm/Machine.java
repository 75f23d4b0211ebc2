package io.sectorzero.sim.cortexm;

import io.sectorzero.sim.silicon.BusWidth;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * The core in the memories of the machine mps2-an386, with as much semihosting as the programs in src/test/programs use.
 * A BKPT 0xAB asks for it: operation in R0, parameters at R1.
 */
final class Machine {

    private static final int OPEN = 0x01;
    private static final int CLOSE = 0x02;
    private static final int WRITE0 = 0x04;
    private static final int WRITE = 0x05;
    private static final int READ = 0x06;
    private static final int EXIT = 0x18;
    private static final int SEMIHOSTING = 0xBEAB;

    final PlainMemory memory = new PlainMemory().rom(0, 0x40_0000).ram(0x2000_0000, 0x40_0000).ram(0x2100_0000, 0x100_0000);
    final Core core = new Core(memory, new CoreSettings(32, 8, 1));
    private final CoreControl control = core.debugger(new Requests());
    private final Map<String, byte[]> files = new HashMap<>();
    private final Map<Integer, String> opened = new HashMap<>();
    private final Map<Integer, Integer> positions = new HashMap<>();
    private final ByteArrayOutputStream console = new ByteArrayOutputStream();
    private boolean asked;
    private boolean finished;

    Machine(String program) {
        this(program(program));
    }

    Machine(byte[] program) {
        memory.bytes(0, program);
    }

    static byte[] program(String name) {
        try (InputStream stream = Machine.class.getResourceAsStream(name + ".bin")) {
            return stream.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void file(String name, byte[] content) {
        files.put(name, content);
    }

    byte[] file(String name) {
        return files.get(name);
    }

    /** Runs until the program leaves. What it printed is the answer. */
    String run(long mostCycles) {
        long end = core.cycles() + mostCycles;
        while (!finished) {
            Stop why = core.run(1_000_000);
            if (why == Stop.HALTED && asked) {
                asked = false;
                serve();
                core.jump(core.next + 2);
                control.resume();
            } else if (why != Stop.BUDGET && why != Stop.ASLEEP || core.cycles() > end) {
                throw new AssertionError("%s at 0x%08X after %d cycles; so far it printed:%n%s"
                        .formatted(why, core.next, core.cycles(), printed()));
            }
        }
        return printed();
    }

    private String printed() {
        return console.toString(StandardCharsets.US_ASCII);
    }

    private void serve() {
        int parameters = core.r(1);
        int result = switch (core.r(0)) {
            case OPEN -> open(text(memory.word(parameters), memory.word(parameters + 8)));
            case CLOSE -> 0;
            case READ -> read(memory.word(parameters), memory.word(parameters + 4), memory.word(parameters + 8));
            case WRITE -> write(memory.word(parameters), memory.word(parameters + 4), memory.word(parameters + 8));
            case WRITE0 -> {
                for (int at = parameters; memory.peek(at, BusWidth.BYTE) != 0; at++) {
                    console.write(memory.peek(at, BusWidth.BYTE));
                }
                yield 0;
            }
            case EXIT -> {
                finished = true;
                yield 0;
            }
            default -> throw new AssertionError("semihosting operation " + core.r(0));
        };
        core.set(0, result);
    }

    private String text(int address, int length) {
        return new String(memory.bytes(address, address + length), StandardCharsets.US_ASCII);
    }

    private int open(String name) {
        int handle = opened.size() + 1;
        opened.put(handle, name);
        positions.put(handle, 0);
        files.putIfAbsent(name, new byte[0]);
        return handle;
    }

    private int read(int handle, int to, int length) {
        byte[] content = files.get(opened.get(handle));
        int from = positions.get(handle);
        int count = Math.min(length, content.length - from);
        memory.bytes(to, Arrays.copyOfRange(content, from, from + count));
        core.memoryWritten(to, count);
        positions.put(handle, from + count);
        return length - count;
    }

    private int write(int handle, int from, int length) {
        files.put(opened.get(handle), memory.bytes(from, from + length));
        return 0;
    }

    /** Takes BKPT 0xAB as a request, and leaves every other breakpoint to the core. */
    private final class Requests implements DebugUnit {

        @Override public boolean breaksAt(int address) {
            return false;
        }

        @Override public boolean breakpoint() {
            asked = memory.peek(core.next, BusWidth.HALF_WORD) == SEMIHOSTING;
            if (asked) {
                control.halt();
            }
            return asked;
        }

        @Override public boolean catches(int exception) {
            return false;
        }

        @Override public void access(int address, int bytes, boolean writing, int value) {
            throw new AssertionError("nobody watches");
        }
    }
}
