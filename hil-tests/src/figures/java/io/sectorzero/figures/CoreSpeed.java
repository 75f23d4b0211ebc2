package io.sectorzero.figures;

import io.sectorzero.sim.cortexm.Core;
import io.sectorzero.sim.cortexm.CoreBus;
import io.sectorzero.sim.cortexm.CoreControl;
import io.sectorzero.sim.cortexm.CoreSettings;
import io.sectorzero.sim.cortexm.DebugUnit;
import io.sectorzero.sim.cortexm.Stop;
import io.sectorzero.sim.silicon.BusWidth;
import io.sectorzero.sim.silicon.Master;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/** The core alone, in memories that never wait, on src/figures/programs/workload.c; QEMU on the same bytes is the yardstick. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
public class CoreSpeed {

    private static final String PEER = "qemu-system-arm";
    private static final int ROUNDS_ADDRESS = 0x1C;
    private static final int ROUNDS = 20;
    private static final int PEER_ROUNDS = 4000;
    private static final int MEASUREMENTS = 5;

    private final byte[] program = program();

    /** So many rounds from reset. What comes back is how many cycles that took. */
    @Benchmark
    public long rounds() {
        var machine = new Machine(program, ROUNDS);
        machine.run(Long.MAX_VALUE / 2);
        return machine.core.cycles();
    }

    static List<Row> rows(Path folder) {
        long perRound = instructions(2) - instructions(1);
        double milliseconds = measured();
        double ours = perRound * ROUNDS / milliseconds / 1e3;
        Row core = new Row("the core, compiled checksums, sort and a Dhrystone's mixture", "≥ 60 MIPS", String.format(Locale.ROOT, "%.0f MIPS", ours),
                String.format(Locale.ROOT, "wall, JMH average of %d rounds; %d instructions a run", MEASUREMENTS, perRound * ROUNDS));
        if (!Programs.isInstalled(PEER)) {
            return List.of(core, Row.skipped("the same in QEMU", PEER + " is not installed"));
        }
        double theirs = perRound * (PEER_ROUNDS - 1) / (inPeer(folder, PEER_ROUNDS) - inPeer(folder, 1)) / 1e6;
        return List.of(core, new Row("the same in QEMU, translated", Row.NO_TARGET, String.format(Locale.ROOT, "%.0f MIPS", theirs),
                String.format(Locale.ROOT, "wall, without its start; ours is %.2f of it", ours / theirs)));
    }

    // Every instruction takes a cycle at least, so a slice of one cycle is one instruction.
    private static long instructions(int rounds) {
        var machine = new Machine(program(), rounds);
        long count = 0;
        while (machine.core.run(1) != Stop.HALTED) {
            count++;
        }
        return count;
    }

    private static double measured() {
        var options = new OptionsBuilder().include(CoreSpeed.class.getName()).forks(1)
                .warmupIterations(MEASUREMENTS).warmupTime(TimeValue.seconds(2))
                .measurementIterations(MEASUREMENTS).measurementTime(TimeValue.seconds(2))
                .jvmArgs("-XX:+UseSerialGC", "-Xmx256m", "-Dsectorzero.root=" + Programs.root())
                .verbosity(VerboseMode.SILENT).build();
        try {
            return new Runner(options).runSingle().getPrimaryResult().getScore();
        } catch (RunnerException e) {
            throw new IllegalStateException(e);
        }
    }

    private static double inPeer(Path folder, int rounds) {
        try {
            Path image = folder.resolve("workload-%d.bin".formatted(rounds));
            Files.write(image, withRounds(program(), rounds));
            return Programs.run(List.of(PEER, "-M", "mps2-an386", "-display", "none", "-serial", "null", "-monitor", "none",
                    "-semihosting-config", "enable=on,target=native", "-kernel", image.toString())).seconds();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] program() {
        try {
            return Files.readAllBytes(Programs.root().resolve("hil-tests/src/figures/programs/workload.bin"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] withRounds(byte[] program, int rounds) {
        byte[] changed = program.clone();
        for (int k = 0; k < 4; k++) {
            changed[ROUNDS_ADDRESS + k] = (byte) (rounds >>> 8 * k);
        }
        return changed;
    }

    /** 256 KB of code from 0 and as much RAM; the program halts the core where it would print. */
    private static final class Machine implements CoreBus, DebugUnit {

        private static final int RAM = 0x2000_0000;
        private static final int BYTES = 0x4_0000;

        private final byte[][] code = new byte[BYTES / PAGE_BYTES][PAGE_BYTES];
        private final byte[][] ram = new byte[BYTES / PAGE_BYTES][PAGE_BYTES];
        final Core core = new Core(this, CoreSettings.ordinary());
        private final CoreControl control = core.debugger(this);

        Machine(byte[] program, int rounds) {
            byte[] bytes = withRounds(program, rounds);
            for (int from = 0; from < bytes.length; from += PAGE_BYTES) {
                System.arraycopy(bytes, from, code[from / PAGE_BYTES], 0, Math.min(PAGE_BYTES, bytes.length - from));
            }
        }

        Stop run(long cycles) {
            return core.run(cycles);
        }

        @Override public byte[] page(int address, boolean writing) {
            if (Integer.compareUnsigned(address, BYTES) < 0) {
                return writing ? null : code[address / PAGE_BYTES];
            }
            return Integer.compareUnsigned(address - RAM, BYTES) < 0 ? ram[(address - RAM) / PAGE_BYTES] : null;
        }

        @Override public long read(int address, BusWidth width, Master master) {
            byte[] page = page(address, false);
            if (page == null) {
                return REFUSED;
            }
            long value = 0;
            for (int k = width.bytes() - 1; k >= 0; k--) {
                value = value << 8 | page[(address & PAGE_BYTES - 1) + k] & 0xFF;
            }
            return value;
        }

        @Override public long write(int address, int value, BusWidth width) {
            byte[] page = page(address, true);
            if (page == null) {
                return REFUSED;
            }
            for (int k = 0; k < width.bytes(); k++) {
                page[(address & PAGE_BYTES - 1) + k] = (byte) (value >>> 8 * k);
            }
            return 0;
        }

        @Override public long generation() {
            return 0;
        }

        @Override public boolean breaksAt(int address) {
            return false;
        }

        @Override public boolean breakpoint() {
            control.halt();
            return true;
        }

        @Override public boolean catches(int exception) {
            return false;
        }

        @Override public void access(int address, int bytes, boolean writing, int value) {
        }
    }
}
