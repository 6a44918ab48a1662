namespace Astra.Costs.Tests;

public class Placeholder;
