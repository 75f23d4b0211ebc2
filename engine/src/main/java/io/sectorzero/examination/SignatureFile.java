package io.sectorzero.examination;

import io.sectorzero.description.DescriptionFile;
import io.sectorzero.failure.Confidence;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;

/** Reads the rows of a signature table and refuses every one that names an unknown cause, fact or finding. */
final class SignatureFile {

    private SignatureFile() {
    }

    static List<Signature> read(DescriptionFile file, CauseCatalogue catalogue) {
        var signatures = new ArrayList<Signature>();
        for (DescriptionFile.Entry entry : file.tables("signature")) {
            var signature = new Signature(known(entry, entry.requireString("cause"), catalogue),
                    entry.strings("also").stream().map(id -> known(entry, id, catalogue)).toList(),
                    entry.requireChoice("confidence", Confidence.class),
                    facts(entry, "shows"), facts(entry, "given"), facts(entry, "hints"));
            entry.refuseUnknownKeys();
            if (signature.shows().isEmpty()) {
                throw entry.complaint("%s shows nothing".formatted(signature.cause()));
            }
            int mentions = signature.shows().size() + signature.given().size() + signature.hints().size();
            if (mentions > signature.expectations().size()) {
                throw entry.complaint("%s names a fact twice".formatted(signature.cause()));
            }
            signatures.add(signature);
        }
        file.refuseUnknownKeys();
        return signatures;
    }

    private static String known(DescriptionFile.Entry entry, String id, CauseCatalogue catalogue) {
        return catalogue.find(id).orElseThrow(() -> entry.complaint("no cause is called \"%s\"".formatted(id))).id();
    }

    private static Map<Fact, List<String>> facts(DescriptionFile.Entry entry, String key) {
        var facts = new EnumMap<Fact, List<String>>(Fact.class);
        entry.below(key).forEach((name, values) -> {
            Fact fact = Fact.of(name).orElseThrow(() -> entry.complaint("no fact is called \"%s\"".formatted(name)));
            boolean possible = fact.findings().containsAll(values) && !values.isEmpty()
                    && new HashSet<>(values).size() == values.size() && values.size() < fact.findings().size();
            if (!possible) {
                throw entry.complaint("%s is one of %s, and some of them, not %s".formatted(name, fact.findings(), values));
            }
            facts.put(fact, values);
        });
        return facts;
    }
}
