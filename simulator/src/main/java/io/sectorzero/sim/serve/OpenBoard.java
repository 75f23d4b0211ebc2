package io.sectorzero.sim.serve;

import io.sectorzero.bench.ServeRequest;
import io.sectorzero.bench.ServedBoard;
import io.sectorzero.link.LineSettings;
import io.sectorzero.sim.board.Board;
import io.sectorzero.sim.board.BoardMemory;
import io.sectorzero.time.WallTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;

/** A served board: its doors open, its world's thread turning, until it is closed. */
final class OpenBoard implements ServedBoard, LineClient, ControlCommands.Places {

    private final ServedWorld served;
    private final Optional<StateFile> state;
    private final WorldThread world;
    private final Sockets sockets;
    private final ExecutorService files = Executors.newSingleThreadExecutor(work -> daemon(work, "files"));
    private final List<String> ready = new ArrayList<>();
    private final AtomicBoolean closing = new AtomicBoolean();
    private final AtomicReference<Throwable> failure = new AtomicReference<>();
    private final CountDownLatch ended = new CountDownLatch(1);
    private final SerialTcpDoor uartTcp = new SerialTcpDoor(this);
    private volatile boolean worldBroken;
    private Optional<Claim> stateClaim = Optional.empty();
    private Optional<PtyDoor> uart = Optional.empty();
    private Optional<UsbIpDoor> usbip = Optional.empty();
    private Optional<PlugDoor> plug = Optional.empty();

    private OpenBoard(Board board, ServeRequest request) {
        served = new ServedWorld(board);
        state = request.state().map(StateFile::new);
        world = new WorldThread(board.world(), new WallTime(), () -> request.fast() && board.isBusy(), served.line()::settle,
                (thread, broken) -> {
                    worldBroken = true;
                    breakDown(broken);
                });
        sockets = Sockets.open((thread, broken) -> breakDown(broken));
    }

    static OpenBoard open(Board board, ServeRequest request, DoorRequest doors) {
        var open = new OpenBoard(board, request);
        boolean opened = false;
        try {
            open.stateClaim = request.state().map(Claim::on);
            open.takeOverState();
            open.served.wakeUp(doors);
            open.openDoors(request, doors);
            opened = true;
            return open;
        } finally {
            if (!opened) {
                open.closeDoors();
                open.world.stop();
                open.files.shutdown();
                open.stateClaim.ifPresent(Claim::close);
            }
        }
    }

    @Override public List<String> ready() {
        return List.copyOf(ready);
    }

    @Override public Map<String, String> environment() {
        return plug.map(PlugDoor::environment).orElse(Map.of());
    }

    @Override public void awaitEnd() {
        awaitClosed();
        Throwable broken = failure.get();
        if (broken instanceof RuntimeException told) {
            throw told;
        }
        if (broken != null) {
            throw new IllegalStateException(broken);
        }
    }

    /** Whoever calls first does it; whoever calls later waits until it is done. */
    @Override public void close() {
        if (!closing.compareAndSet(false, true)) {
            awaitClosed();
            return;
        }
        try {
            closeDoors();
            world.stop();
            files.shutdown();
            // A world that broke down is in no state worth keeping; what was kept before stays.
            if (!worldBroken) {
                keepState();
            }
        } catch (RuntimeException e) {
            failure.compareAndSet(null, e);
            throw e;
        } finally {
            stateClaim.ifPresent(Claim::close);
            ended.countDown();
        }
    }

    @Override public void heard(SerialDoor door, byte[] bytes, LineSettings settings) {
        world.post(() -> served.line().send(door, bytes, settings));
    }

    @Override public void modemLine(ComPort.Modem line, boolean asserted) {
        world.post(() -> served.modemLine(line, asserted));
    }

    @Override public void hungUp(SerialDoor door) {
        world.post(served::letGo);
    }

    @Override public void onWorld(Runnable work) {
        world.post(work);
    }

    @Override public void onFiles(Runnable work) {
        files.execute(work);
    }

    /** Asked for by a client, so on a door's own thread, which the closing of the door waits for. */
    @Override public void shutDown() {
        daemon(() -> {
            try {
                close();
            } catch (RuntimeException e) {
                // Kept for whoever awaits the end; this thread has nobody to tell.
                failure.compareAndSet(null, e);
            }
        }, "shutdown").start();
    }

    private void takeOverState() {
        Board board = served.board();
        state.flatMap(file -> file.load(board.memory())).ifPresent(kept -> {
            board.power(false);
            board.restore(kept);
            board.power(true);
        });
        // Written at once as well: a state that cannot be kept should be known now, not after a day's work.
        keepState();
    }

    private void keepState() {
        BoardMemory memory = served.board().memory();
        state.ifPresent(file -> file.save(memory));
    }

    private void openDoors(ServeRequest request, DoorRequest doors) {
        var stlink = new StLinkDoor(served.board().world(), world::post);
        var control = new ControlDesk(new ControlCommands(served, this, this::usualLine));
        var tcp = new ArrayList<String>();
        doors.uartTcp().ifPresent(port -> {
            served.line().plug(uartTcp);
            tcp.add(listening("uart-tcp", request.bind(), port, uartTcp));
        });
        doors.stlink().ifPresent(port -> tcp.add(listening("stlink", request.bind(), port, stlink)));
        doors.control().ifPresent(port -> tcp.add(listening("control", request.bind(), port, control)));
        doors.bitbang().ifPresent(port -> tcp.add(listening("bitbang", request.bind(), port,
                new BitbangDoor(world::post, served.board()))));
        openUsbDoors(request, doors, stlink);
        world.start();
        usbip.ifPresent(UsbIpDoor::start);
        doors.uart().ifPresent(path -> {
            PtyDoor door = PtyDoor.open(PtyLink.at(path), this, (thread, broken) -> breakDown(broken));
            uart = Optional.of(door);
            served.line().plug(door);
            world.post(() -> served.line().follow(true));
            ready.add("ready uart " + path);
        });
        ready.addAll(tcp);
        sockets.start();
    }

    private void openUsbDoors(ServeRequest request, DoorRequest doors, StLinkDoor stlink) {
        var usb = new ServedUsb(served.board().usb());
        usb.watch(stlink);
        doors.usbip().ifPresent(port -> {
            var door = UsbIpDoor.open(request.bind(), port, world::post, (thread, broken) -> breakDown(broken));
            usbip = Optional.of(door);
            usb.watch(door);
            ready.add("ready usbip %s:%d".formatted(request.bind(), door.port()));
        });
        if (doors.plug()) {
            var door = PlugDoor.open(PreloadLibrary.find(), world::post, (thread, broken) -> breakDown(broken));
            plug = Optional.of(door);
            usb.watch(door);
            door.environment().forEach((name, value) -> ready.add("ready plug %s=%s".formatted(name, value)));
        }
    }

    private String listening(String name, String address, int port, TcpDoor door) {
        return "ready %s %s:%d".formatted(name, address, sockets.listen(address, port, door));
    }

    private void usualLine(LineSettings settings) {
        uartTcp.settings(settings);
        uart.ifPresent(door -> door.parity(settings.parity()));
    }

    private void closeDoors() {
        uart.ifPresent(PtyDoor::close);
        usbip.ifPresent(UsbIpDoor::close);
        plug.ifPresent(PlugDoor::close);
        sockets.close();
    }

    private void breakDown(Throwable broken) {
        failure.compareAndSet(null, broken);
        shutDown();
    }

    private void awaitClosed() {
        boolean interrupted = false;
        while (ended.getCount() > 0) {
            try {
                ended.await();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private static Thread daemon(Runnable work, String name) {
        var thread = new Thread(work, name);
        thread.setDaemon(true);
        return thread;
    }
}
