Feature: The drug education course

  A course is the whole disposal in some schemes, comes before the contract in the first announcement
  of Checkpoint Cymru, and is one thing among others under a contract.

  Sources: Avon and Somerset Drugs Education Programme [24][25][26]; Thames Valley, an assessment and
  three sessions [32]; The Guardian, 7 October 2019 [1]. Cases 20 and 21 of the domain notes.

  @K1
  Rule: The course can be booked again only as often as the scheme allows

    @case-21
    Scenario Outline: <scheme>, booked again after <absences>
      Given the scheme <scheme>
      And Robin had a place on the course from 1 May 2021
      And they were absent <absences>
      When the course is booked again on 1 June 2021
      Then <answer>

      Examples: Once more, and not twice
        | scheme                                        | absences             | answer               |
        | Avon and Somerset Drugs Education Programme   | once without excuse  | it is allowed        |
        | Avon and Somerset Drugs Education Programme   | twice without excuse | it is refused for K1 |
        | Checkpoint Cymru as announced in October 2019 | twice without excuse | it is refused for K1 |

      Examples: An excuse does not count, nor does a course that was not held
        | scheme                                      | absences                              | answer        |
        | Avon and Somerset Drugs Education Programme | twice with an excuse                  | it is allowed |
        | Avon and Somerset Drugs Education Programme | twice because it was called off       | it is allowed |
        | Avon and Somerset Drugs Education Programme | once without excuse and once with one | it is allowed |

      Examples: Checkpoint Cymru as launched sets no number
        | scheme                                        | absences             | answer        |
        | Checkpoint Cymru as launched in December 2019 | twice without excuse | it is allowed |

    @case-21
    Scenario: Not attending brings the matter back for a charge
      Given the scheme Avon and Somerset Drugs Education Programme
      And Robin had a place on the course from 1 May 2021
      And they were absent twice without excuse
      When the matter goes back on 2 June 2021 because the course was not attended
      Then on 2 June 2021 they are back with the investigating officer
      And on 2 June 2021 the record is at risk

  @K2
  Rule: Every session of the course was attended

    Scenario Outline: <scheme>, <sessions> attended
      Given the scheme <scheme>
      And Robin had a place on the course from 1 May 2021
      And their needs were assessed on 1 May 2021
      And they attended <sessions>
      When the course is finished on 22 May 2021
      Then <answer>

      Examples:
        | scheme                                      | sessions            | answer               |
        | Thames Valley Drugs Diversion Pilot         | sessions 1 and 2    | it is refused for K2 |
        | Thames Valley Drugs Diversion Pilot         | sessions 1, 2 and 3 | it is allowed        |
        | Thames Valley Drugs Diversion Pilot         | sessions 1, 3 and 3 | it is refused for K2 |
        | Avon and Somerset Drugs Education Programme | no session          | it is refused for K2 |
        | Avon and Somerset Drugs Education Programme | session 1           | it is allowed        |

      Examples: The announcement counts no sessions, and takes the provider's word
        | scheme                                        | sessions   | answer        |
        | Checkpoint Cymru as announced in October 2019 | no session | it is allowed |

  @K3
  Rule: The person's needs were assessed as part of the course

    Scenario Outline: <scheme>, no assessment
      Given the scheme <scheme>
      And Robin had a place on the course from 1 May 2021
      And they attended sessions 1, 2 and 3
      When the course is finished on 22 May 2021
      Then <answer>

      Examples:
        | scheme                                      | answer               |
        | Thames Valley Drugs Diversion Pilot         | it is refused for K3 |
        | Avon and Somerset Drugs Education Programme | it is allowed        |

    Scenario: Assessed in Thames Valley
      Given the scheme Thames Valley Drugs Diversion Pilot
      And Robin had a place on the course from 1 May 2021
      And their needs were assessed on 1 May 2021
      And they attended sessions 1, 2 and 3
      When the course is finished on 22 May 2021
      Then it is allowed

  Rule: Whether the course is enough depends on the scheme

    @case-20
    Scenario Outline: <scheme>, the course is done
      Given the scheme <scheme>
      And Robin completed the course on 8 May 2021
      Then on 8 May 2021 they are <standing>
      And on 8 May 2021 the record is pending

      Examples:
        | scheme                                        | standing             |
        | Avon and Somerset Drugs Education Programme   | awaiting completion  |
        | Checkpoint Cymru as announced in October 2019 | done with the course |

    @case-20
    Scenario: In Avon and Somerset it is all that was asked for
      Given the scheme Avon and Somerset Drugs Education Programme
      And Robin completed the course on 8 May 2021
      And the course was accepted as completion and the matter closed on 10 May 2021
      Then on 10 May 2021 they are closed
      And on 10 May 2021 the record is avoided

    @case-20
    Scenario: In Checkpoint Cymru as announced, whoever declines the contract goes back
      Given the scheme Checkpoint Cymru as announced in October 2019
      And Robin completed the course on 8 May 2021
      When they decline the offer on 10 May 2021
      Then on 10 May 2021 they are back with the investigating officer
      And on 10 May 2021 the record is at risk

    @case-20
    Scenario: And the course counts as a use, where a scheme allows one
      Given a scheme that puts the course first and may be used once
      And Robin completed the course on 8 May 2021
      And they declined the offer on 10 May 2021
      And Robin was arrested on 1 September 2021
      When eligibility is decided on 1 September 2021
      Then they are refused for E15
