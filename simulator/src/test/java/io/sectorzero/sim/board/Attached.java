package io.sectorzero.sim.board;

import static io.sectorzero.sim.manual.FlashInterface.BSY;
import static io.sectorzero.sim.manual.FlashInterface.CR;
import static io.sectorzero.sim.manual.FlashInterface.KEY1;
import static io.sectorzero.sim.manual.FlashInterface.KEY2;
import static io.sectorzero.sim.manual.FlashInterface.KEYR;
import static io.sectorzero.sim.manual.FlashInterface.OPTKEY1;
import static io.sectorzero.sim.manual.FlashInterface.OPTKEY2;
import static io.sectorzero.sim.manual.FlashInterface.OPTKEYR;
import static io.sectorzero.sim.manual.FlashInterface.PG;
import static io.sectorzero.sim.manual.FlashInterface.SER;
import static io.sectorzero.sim.manual.FlashInterface.SR;
import static io.sectorzero.sim.manual.FlashInterface.STRT;
import static io.sectorzero.sim.manual.FlashInterface.X32;

import io.sectorzero.sim.debugport.Acknowledge;
import io.sectorzero.sim.debugport.Reply;
import io.sectorzero.sim.debugport.Wire;
import io.sectorzero.sim.silicon.BusWidth;
import io.sectorzero.sim.world.World;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.OptionalInt;

/** Somebody at the debug pins of a board, making the accesses a careful tool makes, one after the other. */
final class Attached {

    static final int SIZE_WORD = 0x1FFF_7A22;
    static final int OTP = 0x1FFF_7800;

    static final int DHCSR = 0xE000_EDF0;
    static final int S_HALT = 1 << 17;
    static final int S_SLEEP = 1 << 18;
    static final int S_LOCKUP = 1 << 19;

    /** A 4 MHz probe takes so long for one transfer of forty-six bits. */
    private static final Duration TRANSFER = Duration.ofNanos(11_500);
    private static final Duration POLL = Duration.ofMillis(1);
    private static final int MOST_TRIES = 100_000;

    private static final int ABORT = 0;
    private static final int CTRL_STAT = 4;
    private static final int SELECT = 8;
    private static final int RDBUFF = 0xC;
    private static final int CSW = 0;
    private static final int TAR = 4;
    private static final int DRW = 0xC;
    private static final int POWER_UP = 0x5000_0000;
    private static final int CLEAR_ALL = 0x1E;
    private static final int SIZED = 0x2300_0000;

    /** The port, or the memory behind it, said no. */
    static final class Refused extends RuntimeException {

        private static final long serialVersionUID = 1;

        private final Acknowledge said;

        Refused(Acknowledge said) {
            super("answered " + said);
            this.said = said;
        }

        Acknowledge said() {
            return said;
        }
    }

    final Board board;
    final DebugPlug plug;
    private BusWidth width;

    private Attached(Board board) {
        this.board = board;
        plug = board.debug();
    }

    /** Attached and powered up, 20 ms after the board had power. */
    static Attached to(BoardSettings settings) {
        return to(settings, 7);
    }

    static Attached to(BoardSettings settings, long seed) {
        var tool = near(settings, seed);
        tool.connect();
        return tool;
    }

    /** A plug on the board, and nothing said yet. */
    static Attached near(BoardSettings settings) {
        return near(settings, 7);
    }

    private static Attached near(BoardSettings settings, long seed) {
        var board = Board.build(settings, new World(seed));
        board.probeConnected(true);
        board.world().pass(Duration.ofMillis(20));
        return new Attached(board);
    }

    /** A board of the fixtures. */
    static BoardSettings file(String name) {
        try {
            return BoardFile.read(Path.of(Attached.class.getResource("/fixtures/boards/" + name).toURI()));
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    void connect() {
        plug.select(Wire.SWD);
        plug.lineReset();
        width = null;
        transfer(false, true, 0, 0);
        transfer(false, false, ABORT, CLEAR_ALL);
        transfer(false, false, SELECT, 0);
        transfer(false, false, CTRL_STAT, POWER_UP);
    }

    /** What the port calls itself; empty when nobody answers as it should. */
    OptionalInt identity() {
        plug.select(Wire.SWD);
        plug.lineReset();
        Reply reply = plug.transfer(false, true, 0, 0);
        return reply.ack() == Acknowledge.OK && reply.parityHolds() ? OptionalInt.of(reply.data()) : OptionalInt.empty();
    }

    private int transfer(boolean accessPort, boolean read, int register, int data) {
        for (int tries = 0; tries < MOST_TRIES; tries++) {
            Reply reply = plug.transfer(accessPort, read, register, data);
            board.world().pass(TRANSFER);
            if (reply.ack() == Acknowledge.OK) {
                return reply.data();
            }
            if (reply.ack() != Acknowledge.WAIT) {
                plug.transfer(false, false, ABORT, CLEAR_ALL);
                throw new Refused(reply.ack());
            }
        }
        throw new Refused(Acknowledge.WAIT);
    }

    private void aim(int address, BusWidth at) {
        if (width != at) {
            transfer(true, false, CSW, SIZED | at.ordinal());
            width = at;
        }
        transfer(true, false, TAR, address);
    }

    private int read(int address, BusWidth at) {
        aim(address, at);
        transfer(true, true, DRW, 0);
        int value = transfer(false, true, RDBUFF, 0);
        return value >>> 8 * (address & 3) & at.mask();
    }

    private void write(int address, int value, BusWidth at) {
        aim(address, at);
        transfer(true, false, DRW, value << 8 * (address & 3));
        transfer(false, true, RDBUFF, 0);
    }

    int read(int address) {
        return read(address, BusWidth.WORD);
    }

    int readHalf(int address) {
        return read(address, BusWidth.HALF_WORD);
    }

    void write(int address, int value) {
        write(address, value, BusWidth.WORD);
    }

    void pass(long millis) {
        board.world().pass(Duration.ofMillis(millis));
    }

    /** DHCSR. */
    int status() {
        return read(DHCSR);
    }

    /** Tells the core to halt. */
    void halt() {
        write(DHCSR, 0xA05F_0003);
    }

    /** A core register, of a core that is halted. */
    int register(int number) {
        write(DHCSR + 4, number);
        return read(DHCSR + 8);
    }

    void unlock() {
        write(KEYR, KEY1);
        write(KEYR, KEY2);
    }

    void unlockOptions() {
        write(OPTKEYR, OPTKEY1);
        write(OPTKEYR, OPTKEY2);
    }

    /** Takes the supply away and gives it back, and attaches again. */
    void powerCycle() {
        board.power(false);
        pass(5);
        board.power(true);
        pass(5);
        connect();
    }

    /** Clears the flags and starts an erase. */
    void startErase(int sector, int psize) {
        write(SR, 0x1F3);
        write(CR, SER | sector << 3 | psize | STRT);
    }

    /** Whether BSY falls within so many milliseconds. */
    boolean endsWithin(long millis) {
        for (long waited = 0; waited < millis; waited++) {
            if ((read(SR) & BSY) == 0) {
                return true;
            }
            board.world().pass(POLL);
        }
        return false;
    }

    /** Programs one word and waits; answers the flags. */
    int program(int address, int word) {
        write(SR, 0x1F3);
        write(CR, PG | X32);
        write(address, word);
        endsWithin(5);
        return read(SR);
    }
}
