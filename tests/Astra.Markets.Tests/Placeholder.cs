namespace Astra.Markets.Tests;

public class Placeholder;
