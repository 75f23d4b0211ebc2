package io.sectorzero.examination;

/**
 * One thing found out.
 *
 * @param value    one of the fact's findings
 * @param evidence how we know, as a sentence for the person at the bench, with the bytes and times in it
 */
public record Observation(Fact fact, String value, String evidence) {

    public Observation {
        if (!fact.findings().contains(value)) {
            throw new IllegalStateException("%s is never \"%s\", only %s".formatted(fact, value, fact.findings()));
        }
    }
}
