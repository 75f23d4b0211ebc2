package io.sectorzero.sim.serve;

import java.nio.charset.StandardCharsets;

/** A client too many: it is told so, where that is of use, and hung up on. */
final class TurnedAway implements Conversation {

    private TurnedAway() {
    }

    static Conversation with(Peer peer, String text) {
        peer.say(text.getBytes(StandardCharsets.UTF_8));
        peer.dismiss();
        return new TurnedAway();
    }

    @Override public int appetite() {
        return 0;
    }

    @Override public void heard(byte[] bytes) {
        throw new IllegalStateException("heard " + bytes.length + " bytes without appetite");
    }

    @Override public void hungUp() {
        // It was never here.
    }
}
