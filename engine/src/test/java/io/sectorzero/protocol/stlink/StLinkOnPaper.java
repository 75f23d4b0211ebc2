package io.sectorzero.protocol.stlink;

import io.sectorzero.link.Attach;
import io.sectorzero.memory.Address;

/** An opened or attached probe that plays a {@link ScriptedStLink}, and the parts of the script that every conversation begins with. */
abstract class StLinkOnPaper {

    /** V2J40M27 on 0483:374B, idle; asked when it is opened, and again when it is to attach. */
    static final String OPENED = """
            > F1
            < 2A 1B 83 04 4B 37
            > F5
            < 01 00
            """;

    static final String POWERED = """
            > F2 46 FF FF 00 00 1E 00 00 00
            < 80 00
            > F2 46 FF FF 04 00 00 00 00 50
            < 80 00
            > F2 45 FF FF 04 00
            < 80 00 00 00 00 00 00 F0
            """;

    static final String ATTACHED = OPENED + OPENED + """
            > F2 30 A3
            < 80 00
            > F2 4B 00
            < 80 00
            """ + POWERED;

    static final Address RAM = Address.of(0x2000_0000L);

    ScriptedStLink link;

    StLinkProbe opened(int product, String script) {
        link = new ScriptedStLink(product, script);
        return StLinkProbe.open(link, link.clock());
    }

    StLinkProbe attached(String script) {
        StLinkProbe probe = opened(ScriptedStLink.V2_1, ATTACHED + script);
        probe.attach(Attach.NORMAL, link.soon());
        return probe;
    }
}
