package dev.sluice.schemas.query;

/** The queries for the state of the whole system. */
public interface SystemQueries {
    /** The contents of the topics, and the progress of each stage; unavailable if no broker answers. */
    Answer<SystemState> system();
}
