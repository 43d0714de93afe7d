// @EXPECTED_RESULTS@: COMPILER-ERROR
fn beads() -> &'static str {
    "No"
}
