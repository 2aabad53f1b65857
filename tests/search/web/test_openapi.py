"""Whatever the description of the API allows to be sent: no answer is a fault of ours."""

import schemathesis
from fastapi.testclient import TestClient
from hypothesis import HealthCheck, Phase, given, settings

FEW = settings(max_examples=6, deadline=None, database=None, derandomize=True, phases=[Phase.explicit, Phase.generate])


def test_no_question_to_the_api_is_answered_with_a_fault(client: TestClient) -> None:
    schema = schemathesis.openapi.from_dict(client.get("/openapi.json").json())
    faults: list[str] = []
    asked_of: set[str] = set()
    for operation in schema.get_all_operations():

        @settings(FEW, suppress_health_check=list(HealthCheck))
        @given(case=operation.ok().as_strategy())
        def asked(case: schemathesis.Case) -> None:
            sent = case.as_transport_kwargs(base_url="http://testserver")
            answer = client.request(**{key: value for key, value in sent.items() if key != "cookies" or value})
            asked_of.add(f"{case.method} {case.path}")
            if answer.status_code >= 500 and answer.status_code != 503:
                faults.append(f"{case.method} {case.formatted_path}: {answer.status_code}")

        asked()
    assert faults == []
    assert len(asked_of) >= 15
