package dev.sluice.schemas.query;

/** What there is to ask about the whole of Sluice. */
public interface SystemQueries {
    /** What the brokers hold, and how far each stage has come with it; unavailable where no broker tells. */
    Answer<SystemState> system();
}
