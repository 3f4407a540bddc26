package dev.sluice.results.routing;

import dev.sluice.results.settings.ResultsProperties;
import dev.sluice.schemas.query.Answer;
import dev.sluice.schemas.query.SystemState;
import java.util.ArrayList;
import java.util.List;

/** Sends queries for the state of the system to the first instance that answers: any instance can answer them. */
final class SystemRouter {
    private static final AggregatorRequest<SystemState> QUESTION =
            new AggregatorRequest<>("/system", "", SystemState.class);

    private final AggregatorClient client;
    private final AggregatorRegistry aggregators;
    private final ResultsProperties properties;

    SystemRouter(AggregatorClient client, AggregatorRegistry aggregators, ResultsProperties properties) {
        this.client = client;
        this.aggregators = aggregators;
        this.properties = properties;
    }

    Answer<SystemState> ask() {
        Deadline deadline = Deadline.in(properties.requestTimeout());
        List<String> reasons = new ArrayList<>();
        for (AggregatorInstance instance : aggregators.answering()) {
            Reply<SystemState> reply = client.ask(instance, QUESTION, deadline.left(properties.hopTimeout()))
                    .join();
            if (reply instanceof Reply.Answered<SystemState> answered) {
                return answered.answer();
            }
            if (reply instanceof Reply.Unreachable<SystemState> unreachable) {
                reasons.add(unreachable.reason());
            }
        }
        return new Answer.Unavailable<>(
                reasons.isEmpty() ? aggregators.troubles() : String.join("; ", reasons),
                AggregatorResponse.RETRY_AFTER);
    }
}
