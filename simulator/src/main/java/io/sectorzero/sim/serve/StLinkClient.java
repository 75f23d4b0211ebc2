package io.sectorzero.sim.serve;

import io.sectorzero.memory.Bytes;
import io.sectorzero.sim.usb.PluggedDevice;
import java.io.ByteArrayOutputStream;
import java.util.HashMap;
import java.util.Map;

/** One client of a probe's server: a request, its answer, the next. */
final class StLinkClient implements Conversation {

    private static final int CHUNK = 4096;

    private final Peer peer;
    private final StLinkDoor door;
    /** Belongs to the world's thread, as all that follows it. */
    private final Map<Integer, PluggedDevice> connections = new HashMap<>();
    private StLinkExchange underWay;
    private boolean gone;

    /** What has come of a request. Belongs to the thread of {@link Sockets}. */
    private final ByteArrayOutputStream asked = new ByteArrayOutputStream();
    private volatile boolean working;
    private boolean over;

    StLinkClient(Peer peer, StLinkDoor door) {
        this.peer = peer;
        this.door = door;
    }

    @Override public int appetite() {
        return working ? 0 : CHUNK;
    }

    @Override public void heard(byte[] bytes) {
        asked.write(bytes, 0, bytes.length);
        workOn();
    }

    @Override public void goOn() {
        workOn();
    }

    @Override public void hungUp() {
        door.left();
        over = true;
        door.onWorld(this::leave);
    }

    private void workOn() {
        if (working || over || asked.size() == 0) {
            return;
        }
        Bytes come = Bytes.copyOf(asked.toByteArray());
        int length = StLinkRequest.length(come);
        if (length < 0) {
            // A stream that has lost its bounds can only be ended.
            over = true;
            peer.dismiss();
        } else if (length > 0 && come.length() >= length) {
            asked.reset();
            asked.writeBytes(come.slice(length, come.length()).toArray());
            working = true;
            var request = new StLinkRequest(come.slice(0, length));
            door.onWorld(() -> answer(request));
        }
    }

    // --- on the world's thread --------------------------------------------------------------------------------------

    void has(int connection, PluggedDevice device) {
        connections.put(connection, device);
    }

    private void answer(StLinkRequest request) {
        if (gone) {
            return;
        }
        switch (request.operation()) {
            case REFRESH -> say(StLinkAnswer.word(StLinkAnswer.OK));
            case COUNT -> say(StLinkAnswer.word(door.count()));
            case VERSION -> say(StLinkAnswer.version());
            case ABOUT -> {
                PluggedDevice device = door.at(request.index());
                say(device == null ? StLinkAnswer.nothingAbout()
                        : StLinkAnswer.about(device.address(), device.description(), door.isOpen(device)));
            }
            case OPEN -> {
                int connection = door.open(request.number(), this);
                say(connection == 0 ? StLinkAnswer.failed(StLinkAnswer.OPEN_ERROR, Integer.BYTES)
                        : StLinkAnswer.word(StLinkAnswer.OK).then(StLinkAnswer.word(connection)));
            }
            case CLOSE -> {
                PluggedDevice device = connections.remove(request.number());
                if (device != null) {
                    door.close(device, this);
                }
                say(StLinkAnswer.word(device == null ? StLinkAnswer.BAD_PARAMETER : StLinkAnswer.OK));
            }
            case COMMAND -> command(request);
        }
    }

    private void command(StLinkRequest request) {
        PluggedDevice probe = connections.get(request.number());
        int length = request.direction() == StLinkRequest.Direction.TO_PROBE ? 0 : request.dataLength();
        if (probe == null || !door.isHere(probe)) {
            say(StLinkAnswer.failed(probe == null ? StLinkAnswer.BAD_PARAMETER : StLinkAnswer.CLOSED, length));
            return;
        }
        underWay = new StLinkExchange(door.world(), probe, request, answer -> {
            underWay = null;
            say(answer);
        });
        underWay.begin();
    }

    private void leave() {
        gone = true;
        if (underWay != null) {
            underWay.callBack(StLinkAnswer.CLOSED);
        }
        connections.values().forEach(device -> door.close(device, this));
        connections.clear();
    }

    private void say(Bytes answer) {
        if (!gone) {
            peer.say(answer.toArray());
        }
        working = false;
        peer.look();
    }
}
