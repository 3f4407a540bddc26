package dev.sluice.chaos.cluster;

/** The kinds of processes, each with several instances. */
public enum Role {
    BROKER("broker", ClusterBroker.class.getName()),
    GATEWAY("ingest-gateway", "dev.sluice.gateway.GatewayApplication"),
    SPLITTER("row-splitter", "dev.sluice.splitter.SplitterApplication"),
    AGGREGATOR("aggregator", "dev.sluice.aggregator.AggregatorApplication"),
    RESULTS("results-api", "dev.sluice.results.ResultsApplication");

    private final String label;
    private final String mainClass;

    Role(String label, String mainClass) {
        this.label = label;
        this.mainClass = mainClass;
    }

    String mainClass() {
        return mainClass;
    }

    /** The name of an instance, numbered from 1. */
    public String instance(int number) {
        return label + "-" + number;
    }
}
