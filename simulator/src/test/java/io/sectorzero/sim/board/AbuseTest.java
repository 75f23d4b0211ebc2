package io.sectorzero.sim.board;

import static org.assertj.core.api.Assertions.assertThat;

import io.sectorzero.memory.Address;
import io.sectorzero.memory.Bytes;
import io.sectorzero.sim.fault.Direction;
import io.sectorzero.sim.fault.DroppedStart;
import io.sectorzero.sim.fault.ExtraByte;
import io.sectorzero.sim.fault.Fault;
import io.sectorzero.sim.fault.FlashCondition;
import io.sectorzero.sim.fault.FlippedByte;
import io.sectorzero.sim.fault.LineUnplugged;
import io.sectorzero.sim.fault.LostByte;
import io.sectorzero.sim.fault.OptionCondition;
import io.sectorzero.sim.fault.PowerCondition;
import io.sectorzero.sim.fault.PowerCut;
import io.sectorzero.sim.fault.RepeatedByte;
import io.sectorzero.sim.fault.ResetPulse;
import io.sectorzero.sim.fault.ResetWiring;
import io.sectorzero.sim.fault.Sag;
import io.sectorzero.sim.fault.SilentAfter;
import io.sectorzero.sim.fault.SlowSector;
import io.sectorzero.sim.fault.StuckBit;
import io.sectorzero.sim.fault.WeakBit;
import io.sectorzero.sim.fault.WornSector;
import io.sectorzero.sim.world.World;
import io.sectorzero.trace.TraceText;
import java.time.Duration;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** Whatever is done to a board, in whatever order, it keeps its own promises and tells the same story twice. */
class AbuseTest {

    /** What hosts say, one stage after the other. */
    private static final String[][] SAID = {
        {"7F"}, {"7F", "00FF"}, {"02FD"}, {"00"},
        {"11EE", "0800000008", "FF00"}, {"11EE", "2000400060", "03FC"}, {"11EE", "1FFF7A009A", "FF00"},
        {"31CE", "0800000008", "03DEADBEEF21"}, {"31CE", "080040004C", "03DEADBEEF21"}, {"31CE", "2000400060", "03DEADBEEF21"},
        {"31CE", "FFFF000000", "0303FFFFFFFF"}, {"31CE", "1FFF780098", "03DEADBEEF21"},
        {"31CE", "1FFFC00020", "0FFFAAFFFFFFFFFFFFFE0FFFFFFFFFFFFFAB"},
        {"44BB", "0000000000"}, {"44BB", "FFFF00"}, {"44BB", "000300000001000200 0303".replace(" ", "")},
        {"639C", "00020200"}, {"639C", "000202"}, {"738C"}, {"827D"}, {"926D"}, {"21DE", "0800000008"}, {"43BC"}};

    @Property(tries = 300)
    void a_board_never_breaks(@ForAll long seed) {
        assertThat(story(seed)).isEqualTo(story(seed));
    }

    private static List<String> story(long seed) {
        var random = new Random(seed);
        Board board = Board.build(settings(random), new World(seed));
        board.uart().onByte((value, damaged) -> { });
        startAnew(board);
        for (int step = 0; step < 60; step++) {
            abuse(board, random);
        }
        board.power(true);
        board.world().pass(Duration.ofSeconds(40));
        assertThat(board.memory().flash().length()).isEqualTo(1 << 20);
        assertThat(board.status().toString()).isNotEmpty();
        return TraceText.lines(board.trace().events()).toList();
    }

    private static BoardSettings settings(Random random) {
        BoardSettings board = BoardSettings.healthy();
        if (random.nextInt(3) == 0) {
            board = board.with(new PowerCondition(1.6 + random.nextInt(20) / 10.0, random.nextInt(200)));
        }
        if (random.nextInt(3) == 0) {
            int[] levels = {0xAA, 0x55, 0xFF, 0xCC};
            board = board.with(new OptionCondition(levels[random.nextInt(4)], random.nextInt(0x1000), random.nextBoolean(),
                    random.nextBoolean(), random.nextInt(4), random.nextInt(4) == 0 ? 0xFF00 : 0));
        }
        if (random.nextInt(3) == 0) {
            board = board.with(new PowerCondition(3.3, random.nextInt(100), random.nextInt(1000),
                    random.nextBoolean() ? OptionalDouble.of(random.nextInt(34) / 10.0) : OptionalDouble.empty(),
                    random.nextInt(20) == 0 ? random.nextInt(5) : 4.7,
                    random.nextInt(8) == 0 ? OptionalDouble.of(random.nextInt(30) / 10.0) : OptionalDouble.empty(), random.nextInt(8) != 0));
        }
        if (random.nextInt(4) == 0) {
            var pulls = ResetWiring.Pull.values();
            board = board.with(new ResetWiring(pulls[random.nextInt(pulls.length)], random.nextBoolean(), random.nextInt(2000)));
        }
        if (random.nextInt(3) == 0) {
            var keys = FlashCondition.Keys.values();
            board = board.with(new FlashCondition(Bytes.NONE, 1, random.nextInt(16) << 4, random.nextInt(8), keys[random.nextInt(keys.length)],
                    random.nextBoolean(), List.of(), List.of()));
        }
        for (int faults = random.nextInt(4); faults > 0; faults--) {
            board = board.with(fault(random, random.nextInt(3000)));
        }
        return board;
    }

    private static Fault fault(Random random, int n) {
        Direction direction = random.nextBoolean() ? Direction.TO_BOARD : Direction.TO_HOST;
        Address address = Address.of(0x0800_0000L + random.nextInt(1 << 20));
        return switch (random.nextInt(14)) {
            case 0 -> new PowerCut(n);
            case 1 -> new ResetPulse(n);
            case 2 -> new Sag(n, random.nextInt(30) / 10.0, Duration.ofNanos(1 + random.nextInt(50_000_000)));
            case 3 -> new LostByte(direction, n / 10);
            case 4 -> new FlippedByte(direction, n / 10, 1 + random.nextInt(0x1FF));
            case 5 -> new ExtraByte(direction, n / 10, random.nextInt(256));
            case 6 -> new RepeatedByte(direction, n / 10);
            case 7 -> new LineUnplugged(direction, n);
            case 8 -> new SilentAfter(direction, n);
            case 9 -> new StuckBit(address, random.nextInt(8), random.nextBoolean());
            case 10 -> new WeakBit(address, random.nextInt(8));
            case 11 -> new SlowSector(random.nextInt(12), 1 + random.nextInt(5));
            case 12 -> new WornSector(random.nextInt(12), random.nextInt(50_000));
            default -> new DroppedStart(1 + random.nextInt(3));
        };
    }

    private static void abuse(Board board, Random random) {
        switch (random.nextInt(40)) {
            case 0 -> board.power(random.nextBoolean());
            case 1 -> board.reset(random.nextInt(3) == 0);
            case 2 -> board.boot0(random.nextInt(4) != 0);
            case 3 -> board.vdd(1.5 + random.nextInt(21) / 10.0);
            case 4 -> board.uart().configure(1 + random.nextInt(300_000), "NEO".charAt(random.nextInt(3)));
            case 5 -> board.uart().configure(115_200, 'E');
            case 6 -> board.strike(fault(random, random.nextInt(3000)));
            case 7 -> board.uart().send(randomBytes(random));
            default -> say(board, random);
        }
        long[] whiles = {0, 1_000, 100_000, 3_000_000, 20_000_000, 500_000_000};
        board.world().pass(Duration.ofNanos(whiles[random.nextInt(whiles.length)]));
    }

    private static void say(Board board, Random random) {
        if (random.nextInt(6) == 0) {
            startAnew(board);
        }
        for (String stage : SAID[random.nextInt(SAID.length)]) {
            board.uart().send(Bytes.parseHex(stage));
            if (random.nextInt(15) == 0) {
                return;
            }
            board.world().pass(Duration.ofMillis(3));
        }
    }

    private static void startAnew(Board board) {
        board.uart().configure(115_200, 'E');
        board.boot0(true);
        board.power(true);
        board.reset(true);
        board.world().pass(Duration.ofMillis(1));
        board.reset(false);
        board.world().pass(Duration.ofMillis(20));
        board.uart().send(Bytes.of(0x7F));
        board.world().pass(Duration.ofMillis(3));
    }

    private static Bytes randomBytes(Random random) {
        byte[] bytes = new byte[random.nextInt(40)];
        random.nextBytes(bytes);
        return Bytes.copyOf(bytes);
    }
}
