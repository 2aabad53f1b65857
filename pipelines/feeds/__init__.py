"""How sites list what they have: protocols and pages that several sources share. Each gives plain values, lazily."""
